using System.Reflection;
using System.Runtime.InteropServices;
using AligNet.Artifacts;

namespace AligNet.Pipeline;

/// <summary>Everything that determines the bytes of a node's artifact.</summary>
internal sealed class StageKey
{
    private readonly StageNode _node;
    private readonly SortedDictionary<string, string> _options;
    private readonly string _seed;
    private readonly IReadOnlyList<ManifestInput> _inputs;

    public StageKey(StageNode node, SortedDictionary<string, string> options, ulong seed, IReadOnlyList<ManifestInput> inputs)
    {
        (_node, _options, _inputs) = (node, options, [.. inputs.OrderBy(input => input.Name, StringComparer.Ordinal)]);
        _seed = node.Stage.UsesSeed ? seed.ToString() : "none";
        var fingerprint = new Fingerprint();
        fingerprint.Add("stage", node.Stage.Name).Add("code", node.Stage.CodeVersion).Add("seed", _seed);
        fingerprint.Add("outputs", string.Join('\n', node.Stage.Outputs)).Add("options", options.Count);
        foreach ((string key, string value) in options)
        {
            fingerprint.Add(key, value);
        }

        fingerprint.Add("inputs", _inputs.Count);
        foreach (ManifestInput input in _inputs)
        {
            fingerprint.Add(input.Name, input.Sha256);
        }

        Fingerprint = fingerprint.ToString();
    }

    public string Fingerprint { get; }

    /// <summary>Why a node with this key must run, given what it gave last: every leaf that differs.</summary>
    public string Explain(Manifest? last)
    {
        if (last is null)
        {
            return "not built yet";
        }

        List<string> reasons = [];
        foreach (string key in _options.Keys.Union(last.Options.Keys).Order(StringComparer.Ordinal))
        {
            (string? now, string? before) = (_options.GetValueOrDefault(key), last.Options.GetValueOrDefault(key));
            if (now != before)
            {
                reasons.Add($"{_node.Section}.{key} {before ?? "(absent)"} → {now ?? "(absent)"}");
            }
        }

        foreach (string name in _inputs.Select(input => input.Name).Union(last.Inputs.Select(input => input.Name)))
        {
            ManifestInput? now = _inputs.FirstOrDefault(input => input.Name == name);
            ManifestInput? before = last.Inputs.FirstOrDefault(input => input.Name == name);
            if (now?.Sha256 != before?.Sha256)
            {
                reasons.Add(now is null ? $"input {name} is gone" : before is null ? $"input {name} is new"
                    : now.From.StartsWith("file", StringComparison.Ordinal) ? $"{name} changed" : $"input {now.From} changed");
            }
        }

        if (last.Seed != _seed)
        {
            reasons.Add($"seed {last.Seed} → {_seed}");
        }

        if (last.CodeVersion != _node.Stage.CodeVersion)
        {
            reasons.Add($"code version {last.CodeVersion} → {_node.Stage.CodeVersion}");
        }

        return reasons.Count > 0 ? string.Join("; ", reasons) : "its artifact is not in the store";
    }

    public Manifest ToManifest(IReadOnlyList<ManifestOutput> outputs, DateTimeOffset started, DateTimeOffset ended, string device) => new()
    {
        Stage = _node.Stage.Name,
        Node = _node.Name,
        Fingerprint = Fingerprint,
        CodeVersion = _node.Stage.CodeVersion,
        Seed = _seed,
        Options = _options,
        Inputs = _inputs,
        Outputs = outputs,
        Versions = Versions,
        Started = started,
        Ended = ended,
        Host = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} processors",
        Device = device,
    };

    private static SortedDictionary<string, string> Versions
    {
        get
        {
            var versions = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["alignet"] = typeof(StageKey).Assembly.GetName().Version!.ToString(3),
                ["dotnet"] = Environment.Version.ToString(),
            };
            foreach (AssemblyName name in typeof(StageKey).Assembly.GetReferencedAssemblies())
            {
                if (name.Name is "TorchSharp" or "Microsoft.ML.OnnxRuntime" or "NetVips" or "Parquet" or "Apache.Arrow")
                {
                    versions[name.Name] = name.Version!.ToString();
                }
            }

            return versions;
        }
    }
}
