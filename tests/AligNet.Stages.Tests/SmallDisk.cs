using System.Diagnostics;

namespace AligNet.Tests;

/// <summary>A file system of its own, in memory, that can be filled, made read-only and made larger. It needs root and Linux: tests that use it are
/// skipped elsewhere.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Mounts a disk.</summary>
    /// <param name="size">Its size, as mount(8) takes it.</param>
    public SmallDisk(string size)
    {
        if (!OperatingSystem.IsLinux() || !TryMount($"size={size}"))
        {
            _folder.Dispose();
            Assert.Skip("A disk can only be mounted by root, on Linux.");
        }
    }

    public string Path => _folder.Path;

    /// <summary>Changes the mounted disk: "ro", "rw" or "size=1m".</summary>
    public void Remount(string options) => Assert.True(TryMount($"remount,{options}"), options);

    public void Dispose()
    {
        Run("umount", "-l", Path);
        _folder.Dispose();
    }

    private bool TryMount(string options) => Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", Path) == 0;

    private static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
