using System.Diagnostics;
using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Pipeline.Code;
using AligNet.Pipeline.Planning;
using AligNet.Stages;

namespace AligNet.Pipeline;

/// <summary>Runs nodes of the graph against a store: skips what is there, restores what a cache has, runs the rest, and says why.</summary>
/// <remarks>A node's fingerprint needs only the digests of its inputs. So an intermediate artifact that was deleted is not made again
/// until a stage that must run reads it; and a stage that ran again but gave the same values changes nothing below it.</remarks>
public sealed class StageRunner
{
    private readonly PipelineOptions _options;
    private readonly ArtifactStore _store;
    private readonly StageCache _cache;
    private readonly StageKeys _keys;
    private readonly StageLookup _lookup;
    private readonly StageContexts _contexts;
    private readonly IReadOnlyList<StageNode> _nodes;
    private readonly IStageProgress _progress;
    private readonly TimeProvider _time;
    private readonly bool _verify;

    /// <summary>Creates a runner.</summary>
    /// <param name="nodes">The graph.</param>
    /// <param name="options">Options of all sections.</param>
    /// <param name="store">The store.</param>
    /// <param name="cache">Caches.</param>
    /// <param name="stats">Hashes of source files.</param>
    /// <param name="code">Identities of the stages' code.</param>
    /// <param name="progress">Where progress and notes go.</param>
    /// <param name="time">The clock, for manifests.</param>
    /// <param name="verify">Whether to read every stored byte again.</param>
    public StageRunner(
        IReadOnlyList<StageNode> nodes,
        PipelineOptions options,
        ArtifactStore store,
        StageCache cache,
        StatCache stats,
        CodeIdentities code,
        IStageProgress progress,
        TimeProvider time,
        bool verify)
    {
        (_nodes, _options, _store, _cache, _progress, _time, _verify) = (nodes, options, store, cache, progress, time, verify);
        _keys = new StageKeys(options, stats, code);
        _lookup = new StageLookup(nodes, options, store, cache, _keys, progress, verify);
        _contexts = new StageContexts(_lookup, _keys, options, store, progress);
    }

    /// <summary>Brings a node up to date. The nodes before it must have been, in this run or an earlier one.</summary>
    /// <param name="name">The node.</param>
    /// <param name="requested">Whether the user asked for this node: then its files must be in the store at the end.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    /// <exception cref="PipelineException">Inputs or options cannot be used, or a node before this one is not up to date.</exception>
    public StageOutcome Run(string name, bool requested, CancellationToken cancellation)
    {
        StageNode node = _lookup[name];
        long start = Stopwatch.GetTimestamp();
        if (!_lookup.IsIn(node))
        {
            return new StageOutcome(name, StageAction.NotInProfile, $"profile '{_options.Profile}' has no use for it", TimeSpan.Zero, null, null);
        }

        (Manifest manifest, StageAction action, string reason) = StoreFault.Explained(_store.Root, name, () => Settle(node, requested, cancellation));
        return new StageOutcome(name, action, reason, Stopwatch.GetElapsedTime(start), _store.FolderOf(node.Stage.Name, manifest.Fingerprint), manifest.Fingerprint);
    }

    /// <summary>Says what <see cref="Run"/> would do with all nodes, without doing it.</summary>
    /// <param name="needed">Names of the nodes that the targets need.</param>
    /// <param name="requested">Names of the nodes that the user asked for.</param>
    public PipelinePlan Plan(IReadOnlySet<string> needed, IReadOnlySet<string> requested)
    {
        var lookup = new StageLookup(_nodes, _options, _store, _cache, _keys, _progress, _verify, isPlan: true);
        var contexts = new StageContexts(lookup, _keys, _options, _store, _progress);
        return new(_options.Profile, new StagePlanner(lookup, contexts, _keys, _store, _options.Profile).Plan(_nodes, needed, requested));
    }

    /// <summary>Makes those shards of one part of a node's work that are not there yet; nothing where the node is up to date or has no shards.</summary>
    /// <param name="name">The node; those that it reads are up to date.</param>
    /// <param name="part">Which part, from 0.</param>
    /// <param name="parts">How many parts there are.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    /// <exception cref="PipelineException">Inputs or options cannot be used.</exception>
    public void RunShards(string name, int part, int parts, CancellationToken cancellation)
    {
        StageNode node = _lookup[name];
        RequireInputs(node);
        StageKey key = _lookup.KeyOf(node);
        if (node.Stage is IShardedStage sharded && _lookup.Find(node, key, out _) is null)
        {
            if (!MakeInputsAvailable(node, cancellation))
            {
                RunShards(name, part, parts, cancellation);
                return;
            }

            string nowhere = Path.Combine(_store.Root, node.Stage.Name, ".shards");
            sharded.RunShards(_contexts.Of(node, key, nowhere, nowhere, cancellation), part, parts);
        }
    }

    /// <summary>The artifact that a node has under the current options, or null.</summary>
    public ArtifactLocation? Current(string name) =>
        _lookup.IsIn(_lookup[name]) && _lookup.TrySettle(name) && Directory.Exists(_lookup.FolderOf(name))
            ? new ArtifactLocation(_lookup.FolderOf(name), _lookup.Settled[name])
            : null;

    /// <summary>What a node's artifact holds under the current options, whether or not its files are still there; null when it is not up to date.</summary>
    public Manifest? RecordOf(string name) => _lookup.IsIn(_lookup[name]) && _lookup.TrySettle(name) ? _lookup.Settled[name] : null;

    /// <summary>Every leaf in which a node's key differs from an earlier run's, in words; null when the nodes before it are not up to date.</summary>
    /// <param name="name">The node.</param>
    /// <param name="against">The earlier run; null for what the node gave last under this profile.</param>
    public IReadOnlyList<string>? Explain(string name, KeyRecord? against)
    {
        StageNode node = _lookup[name];
        if (!_lookup.IsIn(node) || _lookup.ArtifactInputs(node).Any(input => !_lookup.TrySettle(input.Node)))
        {
            return null;
        }

        KeyRecord? earlier = against ?? (_store.LastOf(_options.Profile, name) is { } last ? KeyRecord.Of(last) : null);
        return earlier is null ? ["not built yet"] : _lookup.KeyOf(node).Differences(earlier, _keys.CodeDifference);
    }

    private void RequireInputs(StageNode node)
    {
        foreach (ArtifactInput input in _lookup.ArtifactInputs(node))
        {
            if (!_lookup.TrySettle(input.Node))
            {
                throw new StageException(
                    $"{node.Name}: its input {input.Node}/{input.Output} is not up to date. Run without --exclusive, or run --target={TaskName(input.Node)} first.");
            }
        }
    }

    private (Manifest Manifest, StageAction Action, string Reason) Settle(StageNode node, bool mustExist, CancellationToken cancellation)
    {
        RequireInputs(node);
        StageKey key = _lookup.KeyOf(node);
        if (_lookup.Find(node, key, out bool damaged) is { } found)
        {
            return Settled(node, key, found, StageAction.UpToDate, "", cancellation);
        }

        Manifest? record = damaged ? null : _lookup.RecordOf(key);
        if (!mustExist && record is not null)
        {
            return Settled(node, key, record, StageAction.UpToDate, "not stored, and not needed", cancellation);
        }

        using IDisposable held = _store.Lock(
            key.Everything, () => _progress.Log($"{node.Name}: another run is making this artifact; waiting for it."), cancellation);
        if (_lookup.Find(node, key, out _) is { } built)
        {
            return Settled(node, key, built, StageAction.UpToDate, "made by another run meanwhile", cancellation);
        }

        if (Restore(node, key, cancellation) is { } restored)
        {
            return Settled(node, key, restored, StageAction.Restored, "found in a cache", cancellation);
        }

        string reason = damaged ? "its artifact was damaged"
            : record is not null ? "its artifact was removed"
            : key.Explain(_store.LastOf(_options.Profile, node.Name), _keys.CodeDifference);
        if (!MakeInputsAvailable(node, cancellation))
        {
            // An input that was made again came out with other content than its record said, so the key is another one now.
            return Settle(node, mustExist, cancellation);
        }

        return Settled(node, key, Execute(node, key, cancellation), StageAction.Ran, reason, cancellation);
    }

    private (Manifest Manifest, StageAction Action, string Reason) Settled(
        StageNode node, StageKey key, Manifest manifest, StageAction action, string reason, CancellationToken cancellation)
    {
        _lookup.Settle(node.Name, manifest);
        _store.SetLast(_options.Profile, node.Name, manifest);
        string folder = _store.FolderOf(node.Stage.Name, manifest.Fingerprint);
        if (Directory.Exists(folder))
        {
            ArtifactStore.MarkUsed(folder, _time.GetUtcNow());
            _cache.Add(key, manifest, folder, cancellation);
        }

        return (manifest, action, reason);
    }

    /// <summary>Makes sure that the files of every input are in the store, making deleted ones again.</summary>
    /// <returns>False if an input came out with another content than its record said.</returns>
    private bool MakeInputsAvailable(StageNode node, CancellationToken cancellation)
    {
        bool same = true;
        foreach (ArtifactInput input in _lookup.ArtifactInputs(node))
        {
            string before = _lookup.Settled[input.Node].Output(input.Output).Digest;
            if (!Directory.Exists(_lookup.FolderOf(input.Node)))
            {
                _progress.Log($"{node.Name}: its input {input.Node} was removed from the store and is brought back.");
                _lookup.Unsettle(input.Node);
                Settle(_lookup[input.Node], mustExist: true, cancellation);
                same &= _lookup.Settled[input.Node].Output(input.Output).Digest == before;
            }
        }

        return same;
    }

    private Manifest? Restore(StageNode node, StageKey key, CancellationToken cancellation)
    {
        if (_cache.IsEmpty)
        {
            return null;
        }

        using ArtifactDraft draft = _store.Begin(node.Stage.Name, key.Everything);
        if (_cache.Restore(node, key, draft, cancellation) is not { } record)
        {
            return null;
        }

        _store.Publish(draft, record);
        _store.AddReadSets(key.Base, [[.. record.Leaves.Keys]]);
        return record;
    }

    private Manifest Execute(StageNode node, StageKey key, CancellationToken cancellation)
    {
        DateTimeOffset started = _time.GetUtcNow();
        long ticks = _time.GetTimestamp();
        using ArtifactDraft draft = _store.Begin(node.Stage.Name, key.Everything);
        StageContext context = _contexts.Of(node, key, draft.Folder, draft.CheckpointFolder, cancellation);
        node.Stage.Run(context);
        cancellation.ThrowIfCancellationRequested();
        if (_lookup.KeyOf(node).Everything != key.Everything)
        {
            throw new StageException($"{node.Name}: a source file changed while the stage ran, so its result was not kept. Run again.");
        }

        string[] leaves = _keys.Leaves(node, key, context.Reads);
        var manifest = new Manifest
        {
            Stage = node.Stage.Name,
            Node = node.Name,
            Fingerprint = key.FingerprintOf(leaves),
            Code = key.Code,
            Leaves = new(leaves.ToDictionary(leaf => leaf, key.Value), StringComparer.Ordinal),
            Inputs = [.. key.Inputs.Select(input => new ManifestInput(input.Name, input.From, input.Digest, input.Artifact))],
            Outputs =
            [
                .. node.Stage.Outputs.Select(output =>
                {
                    (long? rows, string? schema) = context.Described.GetValueOrDefault(output);
                    return ArtifactStore.Describe(draft, output, rows, schema);
                }),
            ],
            Versions = ProgramVersions.Current,
            Started = started,
            Ended = started + _time.GetElapsedTime(ticks), // the clock may be set back meanwhile
            Host = ProgramVersions.Host,
            Device = context.Device,
        };
        _store.Publish(draft, manifest);
        _store.AddReadSets(key.Base, [leaves]);
        return manifest;
    }

    private static string TaskName(string node) => string.Concat(node.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
