using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using AligNet.Domain;

namespace AligNet.Artifacts;

/// <summary>What is kept beside every artifact: enough to say what it is, what made it, and why the stage would run again.</summary>
public sealed record Manifest
{
    /// <summary>Version of the layout of the records written now; others are not read.</summary>
    public const int CurrentFormat = 2;

    /// <summary>Version of this record's layout.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The stage that made it, e.g. "cluster".</summary>
    public required string Stage { get; init; }

    /// <summary>The node of the graph it was first made for, e.g. "label-distillation".</summary>
    public required string Node { get; init; }

    /// <summary>The full fingerprint.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Digest of the code that made it, or "pinned:N".</summary>
    public required string Code { get; init; }

    /// <summary>What the run read, with the values: leaf → value. Together with stage, code, outputs and names of inputs this is the fingerprint.</summary>
    public required SortedDictionary<string, string> Leaves { get; init; }

    /// <summary>All inputs that the run was given.</summary>
    public required IReadOnlyList<ManifestInput> Inputs { get; init; }

    /// <summary>Outputs with digests.</summary>
    public required IReadOnlyList<ManifestOutput> Outputs { get; init; }

    /// <summary>Versions of the tool, the runtime and the packages that matter.</summary>
    public required SortedDictionary<string, string> Versions { get; init; }

    /// <summary>Start, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>End, UTC.</summary>
    public required DateTimeOffset Ended { get; init; }

    /// <summary>Operating system, architecture and processor count; no host name, since artifacts are shared.</summary>
    public required string Host { get; init; }

    /// <summary>Device that computed: "cpu" or a CUDA device.</summary>
    public required string Device { get; init; }

    /// <summary>The seed, or "none" where the run did not draw.</summary>
    [JsonIgnore]
    public string Seed => Leaves.GetValueOrDefault(KeyLeaf.Seed, "none");

    /// <summary>The options that the run read, with canonical values.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> Options => KeyLeaf.OptionsOf(Leaves);

    /// <summary>The output of a name.</summary>
    /// <exception cref="ArtifactException">The artifact has no such output.</exception>
    public ManifestOutput Output(string name) =>
        Outputs.FirstOrDefault(output => output.Name == name)
        ?? throw new ArtifactException(
            $"Artifact {Stage}/{Fingerprint[..12]} has no output '{name}', only {string.Join(", ", Outputs.Select(output => output.Name))}. "
            + "It was written by another version of the stage; delete its folder and run again.");

    /// <summary>The manifest as indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ManifestJson.Default.Manifest);

    /// <summary>Reads a manifest, or null when the text is not one, or one of another format.</summary>
    public static Manifest? FromJson(string json) => FromJson(Encoding.UTF8.GetBytes(json));

    /// <summary>Reads a manifest from the bytes of its file, or null when they are not one, or one of another format.</summary>
    public static Manifest? FromJson(ReadOnlyMemory<byte> json) => RecordJson.Read(json, Of);

    private static Manifest? Of(JsonElement root) => root.OptionalWhole("format") == CurrentFormat
        ? new Manifest
        {
            Stage = root.Text("stage"),
            Node = root.Text("node"),
            Fingerprint = root.Text("fingerprint"),
            Code = root.Text("code"),
            Leaves = root.Texts("leaves"),
            Inputs = root.List("inputs", ManifestInput.Of),
            Outputs = root.List("outputs", OutputOf),
            Versions = root.Texts("versions"),
            Started = root.GetProperty("started").GetDateTimeOffset(),
            Ended = root.GetProperty("ended").GetDateTimeOffset(),
            Host = root.Text("host"),
            Device = root.Text("device"),
        }
        : null;

    private static ManifestOutput OutputOf(JsonElement output) => new(
        output.Text("name"), output.Text("digest"), output.OptionalWhole("rows"), output.OptionalText("schema"), output.OptionalTexts("columns"), output.List("files", FileOf));

    private static ManifestFile FileOf(JsonElement file) => new(file.Text("path"), file.GetProperty("bytes").GetInt64(), file.Text("sha256"));
}

/// <summary>Writes manifests, by code made at compile time.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
