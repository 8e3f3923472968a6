using System.Diagnostics;
using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Pipeline.Code;
using AligNet.Stages;

namespace AligNet.Pipeline;

/// <summary>Runs nodes of the graph against a store: skips what is there, restores what a second store has, runs the rest, and says why.</summary>
/// <remarks>A node's fingerprint needs only the digests of its inputs. So an intermediate artifact that was deleted is not made again
/// until a stage that must run reads it; and a stage that ran again but wrote the same bytes changes nothing below it.</remarks>
public sealed class StageRunner
{
    private readonly Dictionary<string, StageNode> _nodes;
    private readonly PipelineOptions _options;
    private readonly ArtifactStore _store;
    private readonly CacheFolder? _cache;
    private readonly StageKeys _keys;
    private readonly IStageProgress _progress;
    private readonly TimeProvider _time;
    private readonly bool _verify;
    private readonly Dictionary<string, Manifest> _settled = [];
    private readonly HashSet<string> _verified = [];
    private readonly HashSet<string> _damaged = [];

    /// <summary>Creates a runner.</summary>
    /// <param name="nodes">The graph.</param>
    /// <param name="options">Options of all sections.</param>
    /// <param name="store">The store.</param>
    /// <param name="cache">A second store, or null.</param>
    /// <param name="stats">Hashes of source files.</param>
    /// <param name="code">Identities of the stages' code.</param>
    /// <param name="progress">Where progress and notes go.</param>
    /// <param name="time">The clock, for manifests.</param>
    /// <param name="verify">Whether to read every stored byte again.</param>
    public StageRunner(
        IReadOnlyList<StageNode> nodes,
        PipelineOptions options,
        ArtifactStore store,
        CacheFolder? cache,
        StatCache stats,
        CodeIdentities code,
        IStageProgress progress,
        TimeProvider time,
        bool verify)
    {
        _nodes = nodes.ToDictionary(node => node.Name);
        (_options, _store, _cache, _keys) = (options, store, cache, new StageKeys(options, stats, code));
        (_progress, _time, _verify) = (progress, time, verify);
    }

    /// <summary>Brings a node up to date. The nodes before it must have been, in this run or an earlier one.</summary>
    /// <param name="name">The node.</param>
    /// <param name="requested">Whether the user asked for this node: then its files must be in the store at the end.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    /// <exception cref="PipelineException">Inputs or options cannot be used, or a node before this one is not up to date.</exception>
    public StageOutcome Run(string name, bool requested, CancellationToken cancellation)
    {
        StageNode node = _nodes[name];
        long start = Stopwatch.GetTimestamp();
        if (!node.IsIn(_options.Data))
        {
            return new StageOutcome(name, StageAction.NotInProfile, $"profile '{_options.Profile}' has no use for it", TimeSpan.Zero, null, null);
        }

        (Manifest manifest, StageAction action, string reason) = Settle(node, requested, cancellation);
        return new StageOutcome(name, action, reason, Stopwatch.GetElapsedTime(start), _store.FolderOf(node.Stage.Name, manifest.Fingerprint), manifest.Fingerprint);
    }

    /// <summary>Says what <see cref="Run"/> would do, without doing it.</summary>
    public StageOutcome Plan(string name)
    {
        StageNode node = _nodes[name];
        if (!node.IsIn(_options.Data))
        {
            return new StageOutcome(name, StageAction.NotInProfile, $"profile '{_options.Profile}' has no use for it", TimeSpan.Zero, null, null);
        }

        string[] unsettled = [.. ArtifactInputs(node).Where(input => !TrySettleFromStore(input.Node)).Select(input => input.Node).Distinct()];
        if (unsettled.Length > 0)
        {
            bool known = _store.LastOf(_options.Profile, name) is not null;
            return new StageOutcome(
                name, known ? StageAction.MayRun : StageAction.WouldRun, $"input {string.Join(", ", unsettled)} {(known ? "may change" : "is not built")}", TimeSpan.Zero, null, null);
        }

        if (TrySettleFromStore(name))
        {
            return new StageOutcome(name, StageAction.UpToDate, "", TimeSpan.Zero, _store.FolderOf(node.Stage.Name, _settled[name].Fingerprint), _settled[name].Fingerprint);
        }

        StageKey key = KeyOf(node);
        return InCache(key) is { } cached
            ? new StageOutcome(name, StageAction.Restored, "found in the second store", TimeSpan.Zero, null, cached.Fingerprint)
            : new StageOutcome(name, StageAction.WouldRun, key.Explain(_store.LastOf(_options.Profile, name), _keys.CodeDifference), TimeSpan.Zero, null, null);
    }

    /// <summary>The artifact that a node has under the current options, or null.</summary>
    public ArtifactLocation? Current(string name)
    {
        StageNode node = _nodes[name];
        return node.IsIn(_options.Data) && TrySettleFromStore(name) && _settled[name] is var manifest
            && Directory.Exists(_store.FolderOf(node.Stage.Name, manifest.Fingerprint))
            ? new ArtifactLocation(_store.FolderOf(node.Stage.Name, manifest.Fingerprint), manifest)
            : null;
    }

    /// <summary>What a node's artifact holds under the current options, whether or not its files are still there; null when it is not up to date.</summary>
    public Manifest? RecordOf(string name) => _nodes[name].IsIn(_options.Data) && TrySettleFromStore(name) ? _settled[name] : null;

    private (Manifest Manifest, StageAction Action, string Reason) Settle(StageNode node, bool mustExist, CancellationToken cancellation)
    {
        foreach (ArtifactInput input in ArtifactInputs(node))
        {
            if (!TrySettleFromStore(input.Node))
            {
                throw new StageException(
                    $"{node.Name}: its input {input.Node}/{input.Output} is not up to date. Run without --exclusive, or run --target={TaskName(input.Node)} first.");
            }
        }

        StageKey key = KeyOf(node);
        if (Find(node, key, out bool damaged) is { } found)
        {
            return Settled(node, key, found, StageAction.UpToDate, "");
        }

        Manifest? record = damaged ? null : RecordOf(key);
        if (!mustExist && record is not null)
        {
            return Settled(node, key, record, StageAction.UpToDate, "not stored, and not needed");
        }

        using IDisposable held = _store.Lock(
            key.Everything, () => _progress.Log($"{node.Name}: another run is making this artifact; waiting for it."), cancellation);
        if (Find(node, key, out _) is { } built)
        {
            return Settled(node, key, built, StageAction.UpToDate, "made by another run meanwhile");
        }

        if (Restore(node, key) is { } restored)
        {
            return Settled(node, key, restored, StageAction.Restored, "found in the second store");
        }

        string reason = damaged ? "its artifact was damaged"
            : record is not null ? "its artifact was removed"
            : key.Explain(_store.LastOf(_options.Profile, node.Name), _keys.CodeDifference);
        if (!MakeInputsAvailable(node, cancellation))
        {
            // An input that was made again came out with other content than its record said, so the key is another one now.
            return Settle(node, mustExist, cancellation);
        }

        return Settled(node, key, Execute(node, key, cancellation), StageAction.Ran, reason);
    }

    private (Manifest Manifest, StageAction Action, string Reason) Settled(StageNode node, StageKey key, Manifest manifest, StageAction action, string reason)
    {
        _settled[node.Name] = manifest;
        _store.SetLast(_options.Profile, node.Name, manifest);
        string folder = _store.FolderOf(node.Stage.Name, manifest.Fingerprint);
        if (_cache is not null && action != StageAction.Restored && Directory.Exists(folder))
        {
            try
            {
                _cache.Add(manifest, folder);
                _cache.AddReadSets(key.Base, [[.. manifest.Leaves.Keys]]);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _progress.Log($"{node.Name}: could not be saved in the second store: {exception.Message}");
            }
        }

        return (manifest, action, reason);
    }

    /// <summary>Settles a node from what the store holds, without running anything.</summary>
    private bool TrySettleFromStore(string name)
    {
        if (_settled.ContainsKey(name))
        {
            return true;
        }

        StageNode node = _nodes[name];
        if (!node.IsIn(_options.Data) || ArtifactInputs(node).Any(input => !TrySettleFromStore(input.Node)))
        {
            return false;
        }

        StageKey key = KeyOf(node);
        if ((Find(node, key, out bool damaged) ?? (damaged ? null : RecordOf(key))) is not { } manifest)
        {
            return false;
        }

        _settled[name] = manifest;
        return true;
    }

    /// <summary>The fingerprints that a key leads to: one for each set of leaves that runs have read, the newest first.</summary>
    private IEnumerable<string> Candidates(StageKey key) => _store.ReadSets(key.Base).Reverse().Select(key.FingerprintOf);

    /// <summary>The sound artifact of a key, or null.</summary>
    /// <param name="node">The node.</param>
    /// <param name="key">Its key.</param>
    /// <param name="damaged">Whether there was one that is damaged.</param>
    private Manifest? Find(StageNode node, StageKey key, out bool damaged)
    {
        damaged = false;
        foreach (string fingerprint in Candidates(key))
        {
            if (FindSound(node, fingerprint) is { } manifest)
            {
                return manifest;
            }

            damaged |= _damaged.Contains(fingerprint);
        }

        return null;
    }

    private Manifest? RecordOf(StageKey key) => Candidates(key).Select(_store.Record).FirstOrDefault(record => record is not null);

    private Manifest? FindSound(StageNode node, string fingerprint)
    {
        bool rehash = _verify && !_verified.Contains(fingerprint);
        Manifest? found = _store.Find(node.Stage.Name, fingerprint, rehash, message =>
        {
            _damaged.Add(fingerprint);
            _progress.Log(message);
        });
        if (found is not null)
        {
            _verified.Add(fingerprint);
        }

        return found;
    }

    private IEnumerable<ArtifactInput> ArtifactInputs(StageNode node) => node.Inputs(_options.Data).OfType<ArtifactInput>();

    private StageKey KeyOf(StageNode node) => _keys.Of(node, name => _settled[name]);

    /// <summary>Makes sure that the files of every input are in the store, making deleted ones again.</summary>
    /// <returns>False if an input came out with another content than its record said.</returns>
    private bool MakeInputsAvailable(StageNode node, CancellationToken cancellation)
    {
        bool same = true;
        foreach (ArtifactInput input in ArtifactInputs(node))
        {
            StageNode source = _nodes[input.Node];
            string before = _settled[input.Node].Output(input.Output).Digest;
            if (!Directory.Exists(_store.FolderOf(source.Stage.Name, _settled[input.Node].Fingerprint)))
            {
                _progress.Log($"{node.Name}: its input {input.Node} was removed from the store and is brought back.");
                _settled.Remove(input.Node);
                Settle(source, mustExist: true, cancellation);
                same &= _settled[input.Node].Output(input.Output).Digest == before;
            }
        }

        return same;
    }

    private Manifest? InCache(StageKey key) =>
        _cache?.ReadSets(key.Base).Reverse().Select(leaves => _cache.Record(key.FingerprintOf(leaves))).FirstOrDefault(record => record is not null);

    private Manifest? Restore(StageNode node, StageKey key)
    {
        if (_cache is null || InCache(key) is not { } record)
        {
            return null;
        }

        using ArtifactDraft draft = _store.Begin(node.Stage.Name, key.Everything);
        if (!_cache.TryRestore(record, draft, out string? fault))
        {
            _progress.Log($"{node.Name}: the second store's artifact {record.Fingerprint[..12]} is not used: {fault}.");
            return null;
        }

        _store.Publish(draft, record);
        _store.AddReadSets(key.Base, [[.. record.Leaves.Keys]]);
        return record;
    }

    private Manifest Execute(StageNode node, StageKey key, CancellationToken cancellation)
    {
        Dictionary<string, string> inputs = [];
        foreach (InputBinding binding in node.Inputs(_options.Data))
        {
            inputs[binding.Name] = binding is ArtifactInput artifact
                ? Path.Combine(_store.FolderOf(_nodes[artifact.Node].Stage.Name, _settled[artifact.Node].Fingerprint), artifact.Output)
                : _keys.PathOf((FileInput)binding);
        }

        DateTimeOffset started = _time.GetUtcNow();
        using ArtifactDraft draft = _store.Begin(node.Stage.Name, key.Everything);
        var context = new StageContext(
            node.Stage.Name, _options[node.Section], inputs, draft.Folder, draft.CheckpointFolder, _options.Runtime.Seed, _progress, cancellation)
        {
            Threads = _options.Runtime.Threads == 0 ? Environment.ProcessorCount : _options.Runtime.Threads,
            Origins = key.Inputs.Where(input => input.Keyed).ToDictionary(input => input.Name, input => input.From),
            DataRoot = inputs.GetValueOrDefault(StageCatalog.StudyInput, _options.DataRoot),
            Data = _options.Data,
            Provenance = Provenance.Of(node, key, _settled).ToJson(),
            Shards = new ShardStore(Path.Combine(_store.Root, ".shards", node.Stage.Name)),
            ShardBase = [("code", key.Code), .. key.Leaves.Where(leaf => leaf.Key.StartsWith(KeyLeaf.OptionPrefix, StringComparison.Ordinal)).Select(leaf => (leaf.Key, leaf.Value))],
            InputDigests = key.Inputs.ToDictionary(input => input.Name, input => input.Digest),
        };
        node.Stage.Run(context);
        cancellation.ThrowIfCancellationRequested();
        if (KeyOf(node).Everything != key.Everything)
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
            Ended = _time.GetUtcNow(),
            Host = ProgramVersions.Host,
            Device = context.Device,
        };
        _store.Publish(draft, manifest);
        _store.AddReadSets(key.Base, [leaves]);
        return manifest;
    }

    private static string TaskName(string node) => string.Concat(node.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
