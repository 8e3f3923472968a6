using AligNet.Torch.Native;

namespace AligNet.Tests.Torch.Native;

/// <summary>TorchSharp's native library as the package cache has it. Tests that need it are skipped where there is none.</summary>
internal static class PackagedLibrary
{
    /// <summary>Its path, or null where libtorch is not linked (other systems than Linux).</summary>
    public static string? Path { get; } = Find();

    private static string? Find()
    {
        string folder = LibTorchLoader.FindFolder(AppContext.BaseDirectory, null);
        string? torch = new System.IO.FileInfo(System.IO.Path.Combine(folder, "libtorch.so")).LinkTarget;
        if (torch is null)
        {
            return null;
        }

        // <cache>/libtorch-cpu-linux-x64/<version>/runtimes/linux-x64/native/libtorch.so
        string cache = System.IO.Path.GetFullPath(System.IO.Path.Combine(torch, "../../../../../.."));
        return System.IO.Directory.EnumerateFiles(System.IO.Path.Combine(cache, "torchsharp"), "libLibTorchSharp.so", System.IO.SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).LastOrDefault();
    }
}
