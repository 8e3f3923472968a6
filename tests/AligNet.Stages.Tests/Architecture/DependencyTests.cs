using System.IO;
using System.Text.RegularExpressions;

namespace AligNet.Tests.Architecture;

/// <summary>Folders depend in one direction: Pipeline → Stages → { Artifacts, Imaging, Onnx, Torch } → Numerics → Domain.</summary>
public partial class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Domain"] = [],
        ["Numerics"] = ["Domain"],
        ["Artifacts"] = ["Numerics", "Domain"],
        ["Imaging"] = ["Numerics", "Domain"],
        ["Onnx"] = ["Numerics", "Domain"],
        ["Torch"] = ["Numerics", "Domain"],
        ["Stages"] = ["Artifacts", "Imaging", "Onnx", "Torch", "Numerics", "Domain"],
        ["Pipeline"] = ["Stages", "Torch", "Artifacts", "Numerics", "Domain"],
    };

    [Fact]
    public void Usings_OfEveryFile_PointOneWay()
    {
        string source = Path.Combine(Root(), "src", "AligNet.Stages");
        List<string> faults = [];
        foreach (string file in Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories))
        {
            string folder = Path.GetRelativePath(source, file).Split(Path.DirectorySeparatorChar)[0];
            if (Allowed.TryGetValue(folder, out string[]? allowed))
            {
                faults.AddRange(Using().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)
                    .Where(used => used != folder && !allowed.Contains(used))
                    .Select(used => $"{Path.GetRelativePath(source, file)} uses AligNet.{used}"));
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Files_OfTheLibrary_HaveAtMostFourHundredLines() => Assert.DoesNotContain(
        Directory.GetFiles(Path.Combine(Root(), "src", "AligNet.Stages"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}")),
        file => File.ReadLines(file).Count() > 400);

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AligNet.slnx")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }

    [GeneratedRegex(@"^using AligNet\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();
}
