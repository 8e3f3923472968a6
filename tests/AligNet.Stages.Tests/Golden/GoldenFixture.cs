using System.IO;
using System.Text.Json;
using AligNet.Artifacts;

namespace AligNet.Tests.Golden;

/// <summary>One golden fixture: parameters and tolerances from its JSON, arrays from its npz.</summary>
public sealed class GoldenFixture
{
    private readonly JsonElement _root;
    private readonly Dictionary<string, NpyArray> _arrays = [];

    private GoldenFixture(string name, string folder)
    {
        Name = name;
        _root = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, name + ".json"))).RootElement;
        string archive = Path.Combine(folder, name + ".npz");
        if (File.Exists(archive))
        {
            using NpzFile file = NpzFile.Open(archive);
            foreach (string array in file.Names)
            {
                _arrays[array] = file.Read(array);
            }
        }
    }

    public string Name { get; }

    public IEnumerable<string> ArrayNames => _arrays.Keys;

    /// <summary>The fixture's parameters, as JSON.</summary>
    public JsonElement Parameters => _root.GetProperty("params");

    /// <summary>Loads a fixture such as "vice/bh_fdr": from the folder that ALIGNET_GOLDEN names, from the copies beside the tests,
    /// or from shared/golden beside the repository; skips the test when it is nowhere.</summary>
    public static GoldenFixture Load(string name)
    {
        string? folder = Folders().FirstOrDefault(candidate => File.Exists(Path.Combine(candidate, name + ".json")));
        Assert.SkipWhen(folder is null, $"Golden fixture {name} is not on this machine.");
        return new GoldenFixture(name, folder!);
    }

    /// <summary>Loads it when it exists, for lists of optional fixtures.</summary>
    public static bool Exists(string name) => Folders().Any(folder => File.Exists(Path.Combine(folder, name + ".json")));

    /// <summary>Path of a file beside the fixtures, such as "vit/vit_plain.timm.safetensors"; skips the test when it is nowhere.</summary>
    public static string FilePath(string name)
    {
        string? path = Folders().Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"Golden file {name} is not on this machine.");
        return path!;
    }

    public double Number(string parameter) => Parameters.GetProperty(parameter).GetDouble();

    public int Integer(string parameter) => Parameters.GetProperty(parameter).GetInt32();

    public string Text(string parameter) => Parameters.GetProperty(parameter).GetString()!;

    public int[] Shape(string array) => [.. _arrays[array].Shape.Select(length => (int)length)];

    public bool Has(string array) => _arrays.ContainsKey(array);

    public double[] Doubles(string array) => _arrays[array].ToDoubles();

    public byte[] Bytes(string array) => _arrays[array].Data;

    public float[] Singles(string array) => _arrays[array].ToSingles();

    public int[] Integers(string array) => [.. _arrays[array].ToIntegers().Select(value => checked((int)value))];

    public bool HasScalar(string scalar) => _root.GetProperty("scalars").TryGetProperty(scalar, out _);

    public double Scalar(string scalar)
    {
        JsonElement value = _root.GetProperty("scalars").GetProperty(scalar).GetProperty("value");
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? (value.GetBoolean() ? 1 : 0) : value.GetDouble();
    }

    /// <summary>Fails unless every entry lies within the fixture's tolerance of the golden array.</summary>
    public void Within(string array, ReadOnlySpan<double> actual)
    {
        double[] expected = Doubles(array);
        double tolerance = _root.GetProperty("outputs").GetProperty(array).GetProperty("atol").GetDouble();
        Assert.True(expected.Length == actual.Length, $"{Name}.{array}: {actual.Length} values, golden has {expected.Length}.");
        double worst = -1;
        int at = 0;
        for (int index = 0; index < expected.Length; index++)
        {
            double error = Math.Abs(expected[index] - actual[index]);
            if (!(error <= worst))
            {
                (worst, at) = (error, index);
                if (double.IsNaN(error))
                {
                    break;
                }
            }
        }

        Assert.True(expected.Length == 0 || worst <= tolerance,
            $"{Name}.{array}: entry {at} is {(expected.Length == 0 ? 0 : actual[at]):R}, golden {(expected.Length == 0 ? 0 : expected[at]):R}: off by {worst:G3}, tolerance {tolerance:G3}.");
    }

    public void Within(string array, ReadOnlySpan<float> actual)
    {
        double[] wide = new double[actual.Length];
        for (int index = 0; index < wide.Length; index++)
        {
            wide[index] = actual[index];
        }

        Within(array, wide);
    }

    public void Within(string array, ReadOnlySpan<int> actual)
    {
        double[] wide = new double[actual.Length];
        for (int index = 0; index < wide.Length; index++)
        {
            wide[index] = actual[index];
        }

        Within(array, wide);
    }

    public void WithinScalar(string scalar, double actual)
    {
        JsonElement entry = _root.GetProperty("scalars").GetProperty(scalar);
        double tolerance = entry.TryGetProperty("atol", out JsonElement atol) ? atol.GetDouble() : 0;
        double expected = Scalar(scalar);
        Assert.True(Math.Abs(expected - actual) <= tolerance,
            $"{Name}.{scalar} is {actual:R}, golden {expected:R}: off by {Math.Abs(expected - actual):G3}, tolerance {tolerance:G3}.");
    }

    private static IEnumerable<string> Folders()
    {
        string? chosen = Environment.GetEnvironmentVariable("ALIGNET_GOLDEN");
        if (!string.IsNullOrEmpty(chosen))
        {
            yield return chosen;
            yield break;
        }

        yield return Path.Combine(AppContext.BaseDirectory, "Golden");
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AligNet.slnx")) && folder.Parent is not null)
            {
                yield return Path.Combine(folder.Parent.FullName, "shared", "golden");
            }
        }
    }
}
