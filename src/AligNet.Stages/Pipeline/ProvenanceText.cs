using AligNet.Artifacts;

namespace AligNet.Pipeline;

/// <summary>A history for people: the file's own step first, then everything it comes from, down to the sources.</summary>
public static class ProvenanceText
{
    /// <summary>The lines.</summary>
    public static IEnumerable<string> Of(Provenance provenance)
    {
        ArgumentNullException.ThrowIfNull(provenance);
        foreach (ProvenanceStep step in provenance.Steps.Reverse())
        {
            yield return step == provenance.Steps[^1]
                ? $"made by {step.Node} (stage {step.Stage}), key {step.Key[..12]}, code {Short(step.Code)}, options {OptionsDigest(step)}"
                : $"  {step.Node} {step.Key[..12]}, code {Short(step.Code)}, options {OptionsDigest(step)}";
            foreach ((string name, string value) in step.Options)
            {
                yield return $"      {(name.StartsWith(KeyLeaf.OptionPrefix, StringComparison.Ordinal) ? name[KeyLeaf.OptionPrefix.Length..] : name)} = {value}";
            }

            foreach (ManifestInput input in step.Inputs)
            {
                yield return $"      reads {input.Name} from {(input.From is "file" ? "a file" : input.From is "files" ? "files" : input.From)}, {input.Digest[..12]}";
            }
        }
    }

    private static string Short(string digest) => digest.Length > 12 && !digest.StartsWith("pinned", StringComparison.Ordinal) ? digest[..12] : digest;

    private static string OptionsDigest(ProvenanceStep step)
    {
        var digest = new Fingerprint();
        foreach ((string name, string value) in step.Options)
        {
            digest.Add(name, value);
        }

        return digest.ToString()[..12];
    }
}
