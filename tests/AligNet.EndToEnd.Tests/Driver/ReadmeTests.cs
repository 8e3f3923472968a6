using System.IO;
using System.Text.RegularExpressions;
using AligNet.Artifacts;
using AligNet.Numerics;
using AligNet.Stages.Simulate;

namespace AligNet.EndToEnd.Tests.Driver;

/// <summary>What README says about a user's own data, done in an empty folder.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private const int Objects = 9;
    private const int Side = 40;

    private readonly string _folder = Directory.CreateTempSubdirectory("alignet readme ").FullName;
    private readonly string _study;
    private readonly string[] _example;

    public ReadmeTests()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        _example = TomlBlock().Match(readme).Groups[1].Value.Split('\n');
        _study = Path.Combine(_folder, "my-study");
        Directory.CreateDirectory(Path.Combine(_study, "photos"));
        WriteData();
    }

    [Fact]
    public void Profile_AsPrinted_PlansTheWholeReport()
    {
        File.WriteAllLines(Path.Combine(_study, "my.toml"), _example);

        Command command = Run("--target=Report", "--profile=my-study/my.toml", "--dryrun");

        Assert.Equal(string.Empty, command.Error);
        Assert.Contains("Report  ", command.Output, StringComparison.Ordinal);
        Assert.Equal(0, command.ExitCode);
    }

    [Fact]
    public void Profile_OfObjectsTripletsAndTeacher_MeasuresTheEncoder()
    {
        string[] kept = ["source", "objects", "test_triplets", "teacher"];
        File.WriteAllLines(
            Path.Combine(_study, "my.toml"),
            _example.TakeWhile(line => !line.StartsWith("[cluster]", StringComparison.Ordinal))
                .Where(line => line.StartsWith('[') || Array.Exists(kept, key => line.StartsWith($"{key} =", StringComparison.Ordinal))));

        Command command = Run("--target=EvaluateTeacher", "--profile=my-study/my.toml");

        Assert.True(command.ExitCode == 0, command.Error);
        string metrics = Directory.GetFiles(_folder, "metrics.parquet", SearchOption.AllDirectories).Single();
        Table table = ParquetTable.Read(metrics);
        int row = Array.IndexOf(table.Get<string>("metric"), "accuracy, dot");
        Assert.InRange(table.Get<double>("value")[row], 0, 1);
        Assert.Equal("teacher", table.Get<string>("model")[row]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [GeneratedRegex("```toml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex TomlBlock();

    private Command Run(params string[] arguments) => Command.Run(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "AligNet.Build.dll"), .. arguments, $"--store={Path.Combine(_folder, "store")}"], _folder);

    private void WriteData()
    {
        string golden = Path.Combine(Repository.Root, "tests", "AligNet.Stages.Tests", "Golden");
        File.Copy(Path.Combine(golden, "onnx", "vit_tiny.onnx"), Path.Combine(_study, "encoder.onnx"));
        File.Copy(Path.Combine(golden, "vit", "vit_plain.timm.safetensors"), Path.Combine(_study, "vit.safetensors"));
        var random = new Pcg32(5);
        List<string> rows = ["name,image"];
        for (int index = 0; index < Objects; index++)
        {
            byte[] pixels = new byte[Side * Side * 3];
            for (int at = 0; at < pixels.Length; at++)
            {
                pixels[at] = (byte)random.NextInt(256);
            }

            string image = $"photos/{index}.png";
            File.WriteAllBytes(Path.Combine(_study, image), PngEncoder.Encode(pixels, Side, Side));
            rows.Add($"object {index},{image}");
        }

        File.WriteAllLines(Path.Combine(_study, "objects.csv"), rows);
        string[] triplets = [.. Enumerable.Range(0, 30).Select(index => $"{index % Objects} {(index + 1) % Objects} {(index + 4) % Objects}")];
        File.WriteAllLines(Path.Combine(_study, "triplets.txt"), triplets);
        File.WriteAllLines(Path.Combine(_study, "test_triplets.txt"), triplets);
    }
}
