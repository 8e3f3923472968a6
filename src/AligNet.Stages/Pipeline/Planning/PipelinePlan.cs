using System.Text.Json;
using System.Text.Json.Serialization;

namespace AligNet.Pipeline.Planning;

/// <summary>What a command would do.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Entries">One for each node of the graph, in order.</param>
public sealed record PipelinePlan(string Profile, IReadOnlyList<PlanEntry> Entries)
{
    /// <summary>Whether anything would or might run.</summary>
    public bool WouldRun => Entries.Any(entry => entry.MayRun);

    /// <summary>Seconds that the runs take by what is known of earlier ones; "maybe" counts in full.</summary>
    public double Seconds => Entries.Where(entry => entry.MayRun).Sum(entry => entry.Seconds ?? 0);

    /// <summary>The plan as indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PipelinePlanJson.Default.PipelinePlan);
}

/// <summary>Serialisation code made at compile time.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, Converters = [typeof(PlanStateConverter)])]
[JsonSerializable(typeof(PipelinePlan))]
internal sealed partial class PipelinePlanJson : JsonSerializerContext;
