using System.Text;

namespace AligNet.Pipeline.Code;

/// <summary>An identity as text: the digest, then "package NAME VERSION" and "DIGEST MEMBER" lines.</summary>
internal static class CodeIdentityText
{
    private const string Package = "package ";

    public static string Of(CodeIdentity identity)
    {
        var text = new StringBuilder(identity.Digest).Append('\n');
        foreach ((string name, string version) in identity.Packages)
        {
            text.Append(Package).Append(name).Append(' ').Append(version).Append('\n');
        }

        foreach ((string name, string digest) in identity.Members)
        {
            text.Append(digest).Append(' ').Append(name).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Reads an identity, or null when the text is not one or was changed: its digest is worked out again.</summary>
    public static CodeIdentity? Parse(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var members = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var packages = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in lines.Skip(1))
        {
            if (line.StartsWith(Package, StringComparison.Ordinal) && line.Split(' ') is [_, var name, var version])
            {
                packages[name] = version;
            }
            else if (line.IndexOf(' ', StringComparison.Ordinal) is var space and > 0)
            {
                members[line[(space + 1)..]] = line[..space];
            }
        }

        CodeIdentity read = CodeIdentities.Create(members, packages);
        return lines.Length > 0 && read.Digest == lines[0] ? read : null;
    }
}
