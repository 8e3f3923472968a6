using AligNet.Artifacts;

namespace AligNet.Pipeline;

/// <summary>Everything that a node could read now, with values. A fingerprint covers what a run really reads of it.</summary>
/// <remarks>
/// What a stage reads follows from what it read before: so an earlier run that read the same things, with the same values, did the same. That makes
/// two steps of a lookup. <see cref="Base"/> (stage, code, outputs, names of inputs) leads to the sets of leaves that earlier runs read; each set with
/// today's values gives a fingerprint, and the first that the store knows is the artifact.
/// </remarks>
internal sealed class StageKey
{
    private readonly StageNode _node;
    private readonly SortedDictionary<string, string> _leaves = new(StringComparer.Ordinal);

    /// <summary>Collects the values.</summary>
    /// <param name="node">The node.</param>
    /// <param name="code">Identity of its stage's code.</param>
    /// <param name="options">Its options, but for those that cannot change a result.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="inputs">Its inputs.</param>
    public StageKey(StageNode node, string code, SortedDictionary<string, string> options, ulong seed, IReadOnlyList<KeyInput> inputs)
    {
        (_node, Code, Inputs) = (node, code, [.. inputs.OrderBy(input => input.Name, StringComparer.Ordinal)]);
        var fingerprint = new Fingerprint();
        fingerprint.Add("stage", node.Stage.Name).Add("code", code).Add("outputs", string.Join('\n', node.Stage.Outputs)).Add("inputs", Inputs.Count);
        foreach (KeyInput input in Inputs)
        {
            fingerprint.Add("input", input.Name);
        }

        Base = fingerprint.ToString();
        _leaves[KeyLeaf.Seed] = seed.ToString();
        foreach ((string key, string value) in options)
        {
            _leaves[KeyLeaf.Option(key)] = value;
        }

        foreach (KeyInput input in Inputs.Where(input => input.Keyed))
        {
            _leaves[KeyLeaf.Input(input.Name)] = input.Digest;
            _leaves[KeyLeaf.Origin(input.Name)] = input.From;
            if (input.Rows is { } rows)
            {
                _leaves[KeyLeaf.Rows(input.Name)] = rows.ToString();
            }

            foreach (string column in input.Columns?.Keys ?? [])
            {
                _leaves[KeyLeaf.Column(input.Name, column)] = input.Columns![column];
            }
        }

        Everything = FingerprintOf(_leaves.Keys);
    }

    /// <summary>Digest of what is fixed before a run: under it the store keeps which leaves runs read.</summary>
    public string Base { get; }

    /// <summary>Identity of the code.</summary>
    public string Code { get; }

    /// <summary>The fingerprint of a run that would read all there is: names its lock, its draft and its checkpoint.</summary>
    public string Everything { get; }

    /// <summary>The inputs, by name.</summary>
    public IReadOnlyList<KeyInput> Inputs { get; }

    /// <summary>Every leaf with its value.</summary>
    public IReadOnlyDictionary<string, string> Leaves => _leaves;

    /// <summary>The fingerprint of a run that reads these leaves.</summary>
    public string FingerprintOf(IEnumerable<string> leaves)
    {
        string[] sorted = [.. leaves.Distinct().Order(StringComparer.Ordinal)];
        var fingerprint = new Fingerprint();
        fingerprint.Add("base", Base).Add("leaves", sorted.Length);
        foreach (string leaf in sorted)
        {
            fingerprint.Add(leaf, Value(leaf));
        }

        return fingerprint.ToString();
    }

    /// <summary>The value of a leaf now. A column that a table lacks has one too: a stage may have asked whether it is there.</summary>
    public string Value(string leaf) => _leaves.GetValueOrDefault(leaf, "(absent)");

    /// <summary>Every leaf that differs from an earlier run, to be read by people: "cluster.k 40 → 60".</summary>
    public IReadOnlyList<string> Differences(KeyRecord last, CodeIdentityLookup identities)
    {
        List<string> differences = [];
        foreach ((string leaf, string before) in last.Leaves)
        {
            string now = Value(leaf);
            if (now != before)
            {
                differences.Add(KeyDifference.Of(_node.Section, leaf, before, now, last.Inputs));
            }
        }

        foreach (string name in Inputs.Select(input => input.Name).Except(last.Inputs.Select(input => input.Name)))
        {
            differences.Add($"input {name} is new");
        }

        foreach (string name in last.Inputs.Select(input => input.Name).Except(Inputs.Select(input => input.Name)).Where(name => !last.Leaves.ContainsKey(KeyLeaf.Input(name))))
        {
            differences.Add($"input {name} is gone");
        }

        if (last.Code != Code)
        {
            differences.Add(identities(last.Code, Code));
        }

        return differences;
    }

    /// <summary>Why a node with this key must run, given what it gave last.</summary>
    public string Explain(Manifest? last, CodeIdentityLookup identities) => last is null ? "not built yet"
        : Differences(KeyRecord.Of(last), identities) is { Count: > 0 } differences ? string.Join("; ", differences)
        : "its artifact is not in the store";
}
