using AligNet.Stages;

namespace AligNet.Pipeline;

/// <summary>The graph: every node with its stage and its inputs, declared here and nowhere else. Cake's tasks and stages/*.toml are held
/// against it by a test.</summary>
public static class StageCatalog
{
    /// <summary>Name of the input that gives a stage the data folder, where that is itself an artifact.</summary>
    public const string StudyInput = "study";

    /// <summary>The nodes, each after those it reads.</summary>
    public static IReadOnlyList<StageNode> Nodes { get; } =
    [
    ];

    /// <summary>The shapes that the graph can take: what a node reads depends on where the data come from.</summary>
    internal static IReadOnlyList<DataOptions> Shapes { get; } = [DataOptions.OfSimulatedStudy, new() { Source = DataSource.Files }];
}
