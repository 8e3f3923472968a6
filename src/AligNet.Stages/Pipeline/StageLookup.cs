using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Pipeline;

/// <summary>Finds the artifacts of nodes under the current options, without running anything, and remembers which were settled.</summary>
/// <param name="nodes">The graph.</param>
/// <param name="options">Options of all sections.</param>
/// <param name="store">The store.</param>
/// <param name="cache">Caches.</param>
/// <param name="keys">Keys of nodes.</param>
/// <param name="progress">Where notes go.</param>
/// <param name="verify">Whether to read every stored byte again.</param>
/// <param name="isPlan">Whether nothing may be changed, not even a damaged artifact set aside.</param>
internal sealed class StageLookup(
    IReadOnlyList<StageNode> nodes, PipelineOptions options, ArtifactStore store, StageCache cache, StageKeys keys, IStageProgress progress, bool verify, bool isPlan = false)
{
    private readonly Dictionary<string, StageNode> _nodes = nodes.ToDictionary(node => node.Name);
    private readonly Dictionary<string, Manifest> _settled = [];
    private readonly HashSet<string> _verified = [];
    private readonly HashSet<string> _damaged = [];

    /// <summary>The artifacts of the nodes that are settled: up to date, in this run or an earlier one.</summary>
    public IReadOnlyDictionary<string, Manifest> Settled => _settled;

    /// <summary>The node of a name.</summary>
    public StageNode this[string name] => _nodes[name];

    /// <summary>Whether the profile has a use for a node.</summary>
    public bool IsIn(StageNode node) => node.IsIn(options.Data);

    /// <summary>The artifacts that a node reads.</summary>
    public IEnumerable<ArtifactInput> ArtifactInputs(StageNode node) => node.Inputs(options.Data).OfType<ArtifactInput>();

    /// <summary>The key of a node whose inputs are settled.</summary>
    public StageKey KeyOf(StageNode node) => keys.Of(node, name => _settled[name]);

    /// <summary>Where the artifact of a settled node lies or would lie.</summary>
    public string FolderOf(string name) => store.FolderOf(_nodes[name].Stage.Name, _settled[name].Fingerprint);

    /// <summary>Notes which artifact a node has now.</summary>
    public void Settle(string name, Manifest manifest) => _settled[name] = manifest;

    /// <summary>Forgets a node's artifact.</summary>
    public void Unsettle(string name) => _settled.Remove(name);

    /// <summary>Settles a node from what the store holds: the artifact itself, or the record of one whose files are gone.</summary>
    public bool TrySettle(string name)
    {
        if (_settled.ContainsKey(name))
        {
            return true;
        }

        StageNode node = _nodes[name];
        if (!IsIn(node) || ArtifactInputs(node).Any(input => !TrySettle(input.Node)))
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

    /// <summary>The sound artifact of a key, or null.</summary>
    /// <param name="node">The node.</param>
    /// <param name="key">Its key.</param>
    /// <param name="damaged">Whether there was one that is damaged.</param>
    public Manifest? Find(StageNode node, StageKey key, out bool damaged)
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

    /// <summary>The record of an artifact of a key, whether or not its files are there; null when there is none.</summary>
    public Manifest? RecordOf(StageKey key) => Candidates(key).Select(store.Record).FirstOrDefault(record => record is not null);

    /// <summary>The record of an artifact of a node that a cache has, or null.</summary>
    public Manifest? InCache(StageNode node, StageKey key) => cache.Find(node, key, CancellationToken.None);

    /// <summary>The fingerprints that a key leads to: one for each set of leaves that runs have read, the newest first.</summary>
    private IEnumerable<string> Candidates(StageKey key) => store.ReadSets(key.Base).Reverse().Select(key.FingerprintOf);

    private Manifest? FindSound(StageNode node, string fingerprint)
    {
        bool rehash = verify && !_verified.Contains(fingerprint);
        Manifest? found = store.Find(node.Stage.Name, fingerprint, rehash, OnDamage, change: !isPlan);
        if (found is not null)
        {
            _verified.Add(fingerprint);
        }

        return found;

        void OnDamage(string message)
        {
            if (_damaged.Add(fingerprint))
            {
                progress.Log(message);
            }
        }
    }
}
