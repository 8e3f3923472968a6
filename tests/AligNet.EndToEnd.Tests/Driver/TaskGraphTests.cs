using System.IO;
using AligNet.Build;
using AligNet.Pipeline;

namespace AligNet.EndToEnd.Tests.Driver;

public class TaskGraphTests
{
    public static TheoryData<string> Nodes => [.. StageCatalog.Nodes.Select(node => node.Name)];

    [Theory]
    [MemberData(nameof(Nodes))]
    public void Tasks_OfANode_ExistsAndRunsThatNode(string node)
    {
        string task = TaskGraph.TaskName(node);

        Assert.True(TaskGraph.Tasks[task].IsPublic, $"{task} has to be public: Cake.Frosting drops others.");
        string source = File.ReadAllText(Path.Combine(Repository.Root, "build", "Tasks", $"{task}Task.cs"));
        Assert.Contains($"=> context.RunStage(\"{node}\");", source, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Nodes))]
    public void Dependencies_OfANode_AreThoseOfTheCatalogue(string node)
    {
        IEnumerable<string> expected = StageCatalog.Nodes.Single(known => known.Name == node).DependsOn.Select(TaskGraph.TaskName);

        Assert.Equal(expected.Order(), TaskGraph.Dependencies(TaskGraph.TaskName(node)).Order());
    }

    [Fact]
    public void Tasks_ThatRunAStage_AreInTheCatalogue()
    {
        IEnumerable<string> running = Directory.GetFiles(Path.Combine(Repository.Root, "build", "Tasks"), "*.cs")
            .Where(path => File.ReadAllText(path).Contains("RunStage(", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path).Replace("Task", string.Empty, StringComparison.Ordinal));

        Assert.Equal(StageCatalog.Nodes.Select(node => TaskGraph.TaskName(node.Name)).Order(), running.Order());
    }

    [Fact]
    public void Sections_OfTheCatalogue_AreTheFilesInStages()
    {
        IEnumerable<string> files = Directory.GetFiles(Path.Combine(Repository.Root, "stages"), "*.toml")
            .Select(path => Path.GetFileNameWithoutExtension(path)!);

        Assert.Equal(PipelineOptions.SectionsOf(StageCatalog.Nodes).Keys.Order(), files.Order());
    }

    [Fact]
    public void Closure_OfDefault_HoldsEveryStageOfTheReportOnce()
    {
        IReadOnlyList<string> closure = TaskGraph.Closure(["Default"]);

        Assert.Equal(closure.Distinct(), closure);
        Assert.Equal("Default", closure[^1]);
        Assert.All(closure.SelectMany((task, index) => TaskGraph.Dependencies(task).Select(dependency => (dependency, index))),
            pair => Assert.InRange(closure.ToList().IndexOf(pair.dependency), 0, pair.index - 1));
    }
}
