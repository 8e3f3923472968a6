using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using AligNet.Artifacts;

namespace AligNet.Pipeline.Runs;

/// <summary>What one command ran or found up to date: enough to find its artifacts again, and to say how another run differs.</summary>
public sealed record RunRecord
{
    /// <summary>Version of the layout of the records written now; others are not read.</summary>
    public const int CurrentFormat = 2;

    /// <summary>Version of this record's layout.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Its name: time of its start (UTC) and profile. Names sort by time.</summary>
    public required string Id { get; init; }

    /// <summary>Start, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>End, UTC.</summary>
    public required DateTimeOffset Ended { get; init; }

    /// <summary>The profile, without folder and ending.</summary>
    public required string Profile { get; init; }

    /// <summary>What the run was part of, like "ablation sampling: random"; empty for a command of its own.</summary>
    public string Label { get; init; } = "";

    /// <summary>The single options of the command line.</summary>
    public required IReadOnlyList<string> Set { get; init; }

    /// <summary>The nodes, in the graph's order.</summary>
    public required IReadOnlyList<RunNode> Nodes { get; init; }

    /// <summary>Whether another run had the same artifacts at the same nodes.</summary>
    public bool IsSameAs(RunRecord other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Profile == other.Profile && Label == other.Label && Nodes.Select(node => (node.Node, node.Fingerprint)).SequenceEqual(other.Nodes.Select(node => (node.Node, node.Fingerprint)));
    }

    /// <summary>The record as indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RunRecordJson.Default.RunRecord);

    /// <summary>Reads a record, or null when the text is not one.</summary>
    public static RunRecord? FromJson(string json) => RecordJson.Read(Encoding.UTF8.GetBytes(json), Of);

    private static RunRecord? Of(JsonElement root) => root.OptionalWhole("format") == CurrentFormat
        ? new RunRecord
        {
            Id = root.Text("id"),
            Started = root.GetProperty("started").GetDateTimeOffset(),
            Ended = root.GetProperty("ended").GetDateTimeOffset(),
            Profile = root.Text("profile"),
            Label = root.OptionalText("label") ?? "",
            Set = root.List("set", item => item.Text()),
            Nodes = root.List("nodes", RunNode.Of),
        }
        : null;
}

/// <summary>Writes records, by code made at compile time.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class RunRecordJson : JsonSerializerContext;
