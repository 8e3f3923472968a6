using System.Text.Json;
using System.Text.Json.Serialization;

namespace AligNet.Pipeline.Planning;

/// <summary>"hit-local", "hit-remote", "run", "maybe-after", "unused".</summary>
internal sealed class PlanStateConverter() : JsonStringEnumConverter<PlanState>(JsonNamingPolicy.KebabCaseLower);
