using System.IO;
using System.Reflection;
using AligNet.Artifacts;
using AligNet.Stages;
using AligNet.Torch.Native;

namespace AligNet.Pipeline.Code;

/// <summary>The identity of every stage's code in this program, worked out once for each compilation and then remembered.</summary>
/// <remarks>
/// <code>
/// .code/build-3f5a…   "digest stage" lines of one compilation, named by the module version ids of its assemblies (which the
///                     deterministic compiler derives from all that it compiled) and by its lists of packages
/// .code/9c2e…         the identity of that digest: members and packages, to say later what had changed
/// </code>
/// </remarks>
public sealed class CodeIdentities
{
    /// <summary>Raised when the way in which identities are worked out changes.</summary>
    private const int FormatVersion = 1;

    private const int MembersNamed = 4;

    private readonly string _folder;
    private readonly string _programFolder;
    private readonly Dictionary<Assembly, (string Index, Dictionary<string, string> Digests)> _builds = [];

    /// <summary>Creates the lookup for the running program.</summary>
    /// <param name="folder">Where identities are remembered.</param>
    public CodeIdentities(string folder)
        : this(folder, AppContext.BaseDirectory)
    {
    }

    internal CodeIdentities(string folder, string programFolder) => (_folder, _programFolder) = (folder, programFolder);

    /// <summary>The digest of a stage's code; "pinned:N" where the stage pins a version.</summary>
    public string DigestOf(IStage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        if (stage.PinnedCode is { } pinned)
        {
            return $"pinned:{pinned}";
        }

        Type type = stage.GetType();
        if (!_builds.TryGetValue(type.Assembly, out (string Index, Dictionary<string, string> Digests) build))
        {
            string file = IndexOf(type.Assembly);
            _builds[type.Assembly] = build = (file, Load(file));
        }

        (string index, Dictionary<string, string> digests) = build;

        if (!digests.TryGetValue(type.FullName!, out string? digest))
        {
            CodeIdentity identity = WorkOut(type);
            digests[type.FullName!] = digest = identity.Digest;
            DurableFiles.WriteText(Path.Combine(_folder, digest), CodeIdentityText.Of(identity));
            DurableFiles.WriteText(index, string.Concat(digests.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} {pair.Key}\n")));
        }

        return digest;
    }

    /// <summary>The identity of a digest, of this compilation or an earlier one; null when it is not known here.</summary>
    public CodeIdentity? Find(string digest)
    {
        string file = Path.Combine(_folder, digest);
        return File.Exists(file) ? CodeIdentityText.Parse(File.ReadAllText(file)) : null;
    }

    /// <summary>How two identities differ, in words: the first members by name.</summary>
    /// <param name="before">Digest of the one.</param>
    /// <param name="now">Digest of the other.</param>
    public string Describe(string before, string now)
    {
        if (Find(before) is not { } then || Find(now) is not { } current)
        {
            return $"code {Short(before)} → {Short(now)}";
        }

        IReadOnlyList<string> differences = current.DifferenceFrom(then);
        return "code: " + string.Join(", ", differences.Take(MembersNamed)) + (differences.Count > MembersNamed ? $", and {differences.Count - MembersNamed} more" : "");
    }

    private static string Short(string digest) => digest.Length > 12 ? digest[..12] : digest;

    /// <summary>The identity that some compiled assemblies give a stage.</summary>
    /// <param name="assemblies">Paths of our own assemblies.</param>
    /// <param name="type">Full name of the stage's type, which lies in the first.</param>
    /// <param name="packages">Versions of packages.</param>
    internal static CodeIdentity Of(IReadOnlyList<string> assemblies, string type, PackageVersions packages)
    {
        AssemblyCode[] opened = [.. assemblies.Select(path => new AssemblyCode(path))];
        try
        {
            Dictionary<string, AssemblyCode> own = opened.ToDictionary(assembly => assembly.Name);
            (SortedDictionary<string, string> members, IReadOnlyCollection<string> used) = ReachableCode.From(own, opened[0].Name, type, "Run");
            return Create(members, packages.Reached(used, own.Keys));
        }
        finally
        {
            Array.ForEach(opened, assembly => assembly.Dispose());
        }
    }

    internal static CodeIdentity Create(SortedDictionary<string, string> members, SortedDictionary<string, string> packages)
    {
        var digest = new Fingerprint();
        digest.Add("members", members.Count);
        foreach ((string name, string value) in members)
        {
            digest.Add(name, value);
        }

        digest.Add("packages", packages.Count);
        foreach ((string name, string value) in packages)
        {
            digest.Add(name, value);
        }

        return new CodeIdentity(digest.ToString(), members, packages);
    }

    private CodeIdentity WorkOut(Type type)
    {
        string[] assemblies = [.. Own(type.Assembly).Select(assembly => assembly.Location)];
        return Of(assemblies, type.FullName!, new PackageVersions(_programFolder, LibTorchFolder.Version(_programFolder)));
    }

    /// <summary>The stage's assembly, and the library.</summary>
    private static IEnumerable<Assembly> Own(Assembly stage) => new[] { stage, typeof(CodeIdentities).Assembly }.Distinct();

    private string IndexOf(Assembly stage)
    {
        var build = new Fingerprint().Add("format", FormatVersion).Add("runtime", Environment.Version.ToString(2)).Add("libtorch", LibTorchFolder.Version(_programFolder));
        foreach (string list in PackageVersions.Lists(_programFolder))
        {
            build.Add(Path.GetFileName(list), ContentHash.OfFile(list));
        }

        foreach (Assembly assembly in Own(stage))
        {
            build.Add(assembly.GetName().Name!, assembly.ManifestModule.ModuleVersionId.ToString());
        }

        return Path.Combine(_folder, $"build-{build.ToString()[..16]}");
    }

    private static Dictionary<string, string> Load(string index)
    {
        Dictionary<string, string> digests = new(StringComparer.Ordinal);
        foreach (string line in File.Exists(index) ? File.ReadAllLines(index) : [])
        {
            if (line.Split(' ', 2) is [{ Length: 64 } digest, var type])
            {
                digests[type] = digest;
            }
        }

        return digests;
    }
}
