using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using AligNet.Domain;
using TorchSharp;

namespace AligNet.Torch.Native;

/// <summary>Loads libtorch from the configuration's native folder before TorchSharp looks for it.</summary>
public static class LibTorchLoader
{
    /// <summary>Environment variable that names another folder to load from, for machines with a libtorch of their own.</summary>
    public const string FolderVariable = "ALIGNET_LIBTORCH";

    // In the order in which they depend on each other; the CUDA ones exist only in a CUDA build.
    private static readonly string[] Names = ["c10", "torch_cpu", "c10_cuda", "torch_cuda", "torch", "LibTorchSharp"];

    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>Loads the libraries once per process; later calls cost nothing. Safe from several threads.</summary>
    /// <returns>The folder they came from.</returns>
    /// <exception cref="StageException">A library is missing or cannot be loaded on this machine.</exception>
    public static string EnsureLoaded() => Loaded.Value;

    /// <summary>The folder to load from: the variable's, else the one that the nearest pointer file names, looking from
    /// <paramref name="start"/> upwards, else <paramref name="start"/> itself (a published program with the libraries beside it).</summary>
    internal static string FindFolder(string start, string? variable)
    {
        if (!string.IsNullOrEmpty(variable))
        {
            return Path.GetFullPath(variable);
        }

        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            string pointer = Path.Combine(folder.FullName, LibTorchFolder.PointerName);
            if (File.Exists(pointer))
            {
                return Path.GetFullPath(File.ReadAllText(pointer).Trim(), folder.FullName);
            }
        }

        return start;
    }

    private static string Load()
    {
        LetThreadsSleep();
        string folder = FindFolder(AppContext.BaseDirectory, Environment.GetEnvironmentVariable(FolderVariable));
        var handles = new Dictionary<string, nint>(StringComparer.Ordinal);
        foreach (string name in Names)
        {
            string path = Path.Combine(folder, FileName(name));
            if (File.Exists(path))
            {
                handles[name] = LoadOne(path);
            }
            else if (!name.EndsWith("_cuda", StringComparison.Ordinal))
            {
                throw new StageException($"{path}: not found, or a link to a package that is gone. Expected libtorch {FileName(name)}. "
                    + $"Build again with restore ('dotnet build'), or set {FolderVariable} to a folder that has it.");
            }
        }

        Assembly torchSharp = typeof(torch).Assembly;
        AssemblyLoadContext.GetLoadContext(torchSharp)!.ResolvingUnmanagedDll += (assembly, name) =>
            assembly == torchSharp && handles.TryGetValue(name, out nint handle) ? handle : 0;
        return folder;
    }

    /// <summary>Lets OpenMP's threads sleep when they wait for each other, unless the user chose. By default they spin, and when
    /// anything else runs on the machine the one that is waited for gets no processor: training on two shared cores took 3 to 6
    /// times as long. libgomp reads the variable when it is loaded, from the C environment.</summary>
    private static void LetThreadsSleep()
    {
        if (OperatingSystem.IsLinux())
        {
            CEnvironment.Add("OMP_WAIT_POLICY", "PASSIVE");
        }
    }

    private static nint LoadOne(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception fault) when (fault is DllNotFoundException or BadImageFormatException)
        {
            string advice = OperatingSystem.IsWindows()
                ? "Install the Microsoft Visual C++ Redistributable 2022 (x64)."
                : fault.Message.Contains("GLIBCXX", StringComparison.Ordinal)
                    ? "The C++ runtime is older than GCC 13's: run 'dotnet build' on this machine so that the library is adapted to it, "
                        + "or install a newer libstdc++ (Debian 13, Ubuntu 24.04, RHEL 10 and conda-forge's libstdcxx-ng have it)."
                    : "Install what it names: on Debian and Ubuntu the packages libstdc++6 and libgcc-s1; libtorch 2.10 needs glibc 2.28, x86-64.";
            throw new StageException($"{path}: cannot be loaded: {fault.Message} {advice}", fault);
        }
    }

    private static string FileName(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
}
