using System.IO;
using System.Text.Json;

namespace AligNet.Pipeline.Code;

/// <summary>Versions of packages, from the list that the compiler leaves beside a program (<c>*.deps.json</c>).</summary>
internal sealed class PackageVersions
{
    private readonly Dictionary<string, (string Version, string[] Needs)> _packages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _packageOf = new(StringComparer.Ordinal);
    private readonly HashSet<string> _nativeOnly = new(StringComparer.Ordinal);
    private readonly string _libTorch;

    /// <summary>Reads the lists of a program's folder.</summary>
    /// <param name="folder">Folder with the <c>*.deps.json</c> files.</param>
    /// <param name="libTorch">Version of libtorch, which no list names since the program loads it from a folder of its own.</param>
    public PackageVersions(string folder, string libTorch)
    {
        _libTorch = libTorch;
        foreach (string file in Lists(folder))
        {
            using JsonDocument list = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (JsonProperty package in list.RootElement.GetProperty("targets").EnumerateObject().SelectMany(target => target.Value.EnumerateObject()))
            {
                string[] name = package.Name.Split('/');
                string[] needs = package.Value.TryGetProperty("dependencies", out JsonElement dependencies) ? [.. dependencies.EnumerateObject().Select(needed => needed.Name)] : [];
                _packages[name[0]] = (name[1], needs);
                if (package.Value.TryGetProperty("runtime", out JsonElement runtime))
                {
                    foreach (JsonProperty assembly in runtime.EnumerateObject())
                    {
                        _packageOf[Path.GetFileNameWithoutExtension(assembly.Name)] = name[0];
                    }
                }
                else
                {
                    _nativeOnly.Add(name[0]);
                }
            }
        }
    }

    /// <summary>The lists of a program's folder, sorted.</summary>
    public static string[] Lists(string folder) => [.. Directory.GetFiles(folder, "*.deps.json").Order(StringComparer.Ordinal)];

    /// <summary>The packages that some assemblies are of, all that those need, and the native libraries that belong to them.</summary>
    public SortedDictionary<string, string> Reached(IEnumerable<string> assemblies, IReadOnlyCollection<string> own)
    {
        var reached = new SortedDictionary<string, string>(StringComparer.Ordinal) { [".NET"] = Environment.Version.ToString(2) };
        foreach (string assembly in assemblies)
        {
            if (_packageOf.TryGetValue(assembly, out string? package) && !own.Contains(package))
            {
                Add(package);
            }
        }

        foreach (string native in _nativeOnly.Where(native => reached.Keys.Any(package => IsPartOf(native, package))).ToArray())
        {
            Add(native);
        }

        if (reached.ContainsKey("TorchSharp"))
        {
            reached["libtorch"] = _libTorch;
        }

        return reached;

        void Add(string name)
        {
            if (_packages.TryGetValue(name, out var package) && reached.TryAdd(name, package.Version))
            {
                foreach (string needed in package.Needs)
                {
                    Add(needed);
                }
            }
        }
    }

    /// <summary>Native libraries come in packages of their own: one that needs the managed package, or that bears its name.</summary>
    private bool IsPartOf(string native, string package) =>
        _packages[native].Needs.Contains(package) || native.StartsWith(package + ".", StringComparison.Ordinal);
}
