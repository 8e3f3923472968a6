using System.Runtime.InteropServices;

namespace AligNet.Torch.Native;

/// <summary>What the machine's C++ runtime offers.</summary>
public static class StandardCppLibrary
{
    /// <summary>Whether a Linux machine's libstdc++ is there but older than GCC 13's, so that TorchSharp's native library has to be
    /// retargeted (see <see cref="ElfVersionRetargeter"/>). False on other systems.</summary>
    public static bool IsTooOld()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libstdc++.so.6", out nint library))
        {
            return false;
        }

        try
        {
            return !NativeLibrary.TryGetExport(library, ElfVersionRetargeter.MissingSymbol, out _);
        }
        finally
        {
            NativeLibrary.Free(library);
        }
    }
}
