using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Stages;

namespace AligNet.Pipeline.Planning;

/// <summary>Says what a command would do, and is held to it: a "run" runs, a "hit" does not, a "maybe" is settled by the nodes that it names.</summary>
/// <param name="lookup">The artifacts of nodes.</param>
/// <param name="contexts">What stages are given, to ask them for their shards.</param>
/// <param name="keys">Keys of nodes.</param>
/// <param name="store">The store.</param>
/// <param name="profile">The profile, for what nodes gave last.</param>
internal sealed class StagePlanner(StageLookup lookup, StageContexts contexts, StageKeys keys, ArtifactStore store, string profile)
{
    /// <summary>Plans some nodes.</summary>
    /// <param name="nodes">All nodes, each after those it reads.</param>
    /// <param name="needed">Names of those that the targets need.</param>
    /// <param name="requested">Names of those that were asked for, whose files have to be there at the end.</param>
    public IReadOnlyList<PlanEntry> Plan(IReadOnlyList<StageNode> nodes, IReadOnlySet<string> needed, IReadOnlySet<string> requested)
    {
        var entries = new Dictionary<string, PlanEntry>();
        var bases = new Dictionary<string, string>();
        foreach (StageNode node in nodes)
        {
            PlanEntry entry = !lookup.IsIn(node) || !needed.Contains(node.Name) ? Entry(node, PlanState.Unused, lookup.IsIn(node) ? "nothing that was asked for reads it" : "not in the profile")
                : Forward(node, entries, bases);
            entries[node.Name] = entry;
        }

        // Artifacts whose files are gone are made again where a node below runs and reads them.
        foreach (StageNode node in nodes.Reverse().Where(node => entries[node.Name].State == PlanState.HitLocal && !Directory.Exists(lookup.FolderOf(node.Name))))
        {
            string[] readers = [.. nodes.Where(reader => entries[reader.Name].MayRun && lookup.ArtifactInputs(reader).Any(input => input.Node == node.Name)).Select(reader => reader.Name)];
            string? certain = readers.FirstOrDefault(reader => entries[reader].State == PlanState.Run);
            StageKey key = lookup.KeyOf(node);
            if (requested.Contains(node.Name) || certain is not null)
            {
                entries[node.Name] = lookup.InCache(node, key) is { } cached ? Remote(node, cached)
                    : Running(node, key, certain is null ? "its artifact was removed" : $"its artifact was removed and {certain} reads it", entries);
            }
            else if (readers.Length > 0)
            {
                entries[node.Name] = Maybe(node, readers, "its artifact was removed");
            }
        }

        // Nodes that share an artifact whose files are gone: whichever comes first makes it for all.
        foreach (IGrouping<string, StageNode> shared in nodes.Where(node => entries[node.Name].MayRun && lookup.Settled.ContainsKey(node.Name)).GroupBy(node => lookup.FolderOf(node.Name)).Where(group => group.Count() > 1))
        {
            foreach (StageNode node in shared)
            {
                entries[node.Name] = Maybe(node, [.. shared.Where(other => other != node).Select(other => other.Name)], "its artifact was removed");
            }
        }

        return [.. nodes.Select(node => entries[node.Name])];
    }

    private PlanEntry Forward(StageNode node, Dictionary<string, PlanEntry> entries, Dictionary<string, string> bases)
    {
        string[] unsettled = [.. lookup.ArtifactInputs(node).Select(input => input.Node).Distinct().Where(name => !lookup.TrySettle(name))];
        if (unsettled.Length > 0)
        {
            return Maybe(node, unsettled, "");
        }

        StageKey key = lookup.KeyOf(node);
        if (lookup.TrySettle(node.Name))
        {
            return Entry(node, PlanState.HitLocal, Directory.Exists(lookup.FolderOf(node.Name)) ? "" : "not stored, and not needed", 0, Bytes(lookup.Settled[node.Name]));
        }

        if (lookup.InCache(node, key) is { } cached)
        {
            // Its record says what it holds, so the nodes below can be planned as if it were here.
            lookup.Settle(node.Name, cached);
            return Remote(node, cached);
        }

        // Another node of the same stage may make what this one needs, and what it reads is not known before it has run.
        if (bases.TryGetValue(key.Base, out string? twin))
        {
            return Maybe(node, [twin], $"{twin} may give the same");
        }

        bases[key.Base] = node.Name;
        lookup.Find(node, key, out bool damaged);
        return Running(node, key, damaged ? "its artifact was damaged" : key.Explain(store.LastOf(profile, node.Name), keys.CodeDifference), entries);
    }

    private PlanEntry Running(StageNode node, StageKey key, string reason, Dictionary<string, PlanEntry> entries)
    {
        Manifest? last = store.LastOf(profile, node.Name);
        double? seconds = last is null ? null : (last.Ended - last.Started).TotalSeconds;
        if (node.Stage is IShardedStage sharded && InputsAreThere(node, entries) && ShardsOf(node, key, sharded) is { } shards)
        {
            int missing = shards.Count(shard => !store.ShardsOf(node.Stage.Name).Has(shard));
            return Entry(node, PlanState.Run, $"{reason}; {missing} of {shards.Count} shards", seconds * missing / Math.Max(1, shards.Count), Bytes(last)) with { Shards = shards.Count, ShardsToMake = missing };
        }

        return Entry(node, PlanState.Run, reason, seconds, Bytes(last));
    }

    private bool InputsAreThere(StageNode node, Dictionary<string, PlanEntry> entries) =>
        lookup.ArtifactInputs(node).All(input => entries.ContainsKey(input.Node) && Directory.Exists(lookup.FolderOf(input.Node)));

    private IReadOnlyList<string>? ShardsOf(StageNode node, StageKey key, IShardedStage stage)
    {
        try
        {
            string nowhere = Path.Combine(store.Root, node.Stage.Name, ".planned");
            return stage.ShardKeys(contexts.Of(node, key, nowhere, nowhere, CancellationToken.None));
        }
        catch (PipelineException)
        {
            // What is wrong with its inputs the run will say.
            return null;
        }
    }

    private PlanEntry Maybe(StageNode node, string[] after, string reason) =>
        store.LastOf(profile, node.Name) is { } last
            ? Entry(node, PlanState.MaybeAfter, reason, (last.Ended - last.Started).TotalSeconds, Bytes(last)) with { After = after }
            : Entry(node, PlanState.MaybeAfter, reason.Length > 0 ? reason : "not built yet") with { After = after };

    private static PlanEntry Remote(StageNode node, Manifest cached) => Entry(node, PlanState.HitRemote, "found in a cache", 0, Bytes(cached));

    private static PlanEntry Entry(StageNode node, PlanState state, string reason, double? seconds = null, long? bytes = null) => new(node.Name, state, reason, [], seconds, bytes);

    private static long? Bytes(Manifest? manifest) => manifest?.Outputs.Sum(output => output.Bytes);
}
