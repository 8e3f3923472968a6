namespace AligNet.Pipeline.Code;

/// <summary>What a stage's code is: one digest over everything that its entry point reaches, and the list that the digest was made of.</summary>
/// <param name="Digest">SHA-256 over <paramref name="Members"/> and <paramref name="Packages"/>.</param>
/// <param name="Members">Every reachable member of our own assemblies: "Namespace.Type::Method(parameters)" → digest of its IL.</param>
/// <param name="Packages">Every package that is reached, managed or native: name → version; ".NET" is the runtime.</param>
public sealed record CodeIdentity(string Digest, IReadOnlyDictionary<string, string> Members, IReadOnlyDictionary<string, string> Packages)
{
    /// <summary>What differs between two identities, to be read by people: "changed X", "new X", "gone X", "package P 1.0 → 1.1".</summary>
    public IReadOnlyList<string> DifferenceFrom(CodeIdentity before)
    {
        ArgumentNullException.ThrowIfNull(before);
        List<string> differences = [];
        foreach (string name in Packages.Keys.Union(before.Packages.Keys).Order(StringComparer.Ordinal))
        {
            (string? now, string? then) = (Packages.GetValueOrDefault(name), before.Packages.GetValueOrDefault(name));
            if (now != then)
            {
                differences.Add($"package {name} {then ?? "(absent)"} → {now ?? "(absent)"}");
            }
        }

        foreach (string name in Members.Keys.Union(before.Members.Keys).Order(StringComparer.Ordinal))
        {
            (string? now, string? then) = (Members.GetValueOrDefault(name), before.Members.GetValueOrDefault(name));
            if (now != then)
            {
                differences.Add($"{(then is null ? "new" : now is null ? "gone" : "changed")} {name}");
            }
        }

        return differences;
    }
}
