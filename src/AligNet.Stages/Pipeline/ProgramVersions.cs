using System.Reflection;
using System.Runtime.InteropServices;

namespace AligNet.Pipeline;

/// <summary>Versions of this program, for manifests.</summary>
internal static class ProgramVersions
{
    /// <summary>Operating system, architecture and processor count; no host name, since artifacts are shared.</summary>
    public static string Host => $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} processors";

    /// <summary>The tool, the runtime, and the packages that matter most.</summary>
    public static SortedDictionary<string, string> Current
    {
        get
        {
            var versions = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["alignet"] = typeof(ProgramVersions).Assembly.GetName().Version!.ToString(3),
                ["dotnet"] = Environment.Version.ToString(),
            };
            foreach (AssemblyName name in typeof(ProgramVersions).Assembly.GetReferencedAssemblies())
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
