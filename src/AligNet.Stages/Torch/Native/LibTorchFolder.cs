using System.IO;
using AligNet.Domain;

namespace AligNet.Torch.Native;

/// <summary>The one folder of a configuration from which libtorch is loaded: links to the files in the package cache, so that
/// half a gigabyte is not copied to every project's output, and real copies only of what has to be changed or cannot be linked.</summary>
public static class LibTorchFolder
{
    /// <summary>The pointer file beside an executable: one line, the folder's path relative to the pointer.</summary>
    public const string PointerName = "libtorch.path";

    private const string BindingName = "libLibTorchSharp.so";

    /// <summary>Makes the folder hold exactly the given files. Doing it again changes nothing.</summary>
    /// <param name="folder">The folder, created if need be; whatever else is in it is removed.</param>
    /// <param name="sources">Paths of the libraries in the package cache; they are only read.</param>
    /// <param name="retarget">Whether libLibTorchSharp.so must run with a libstdc++ older than GCC 13's.</param>
    /// <returns>Lines to show: what was refused and why, empty when all went well.</returns>
    /// <exception cref="ArtifactException">A source is missing, or two have the same name.</exception>
    public static IReadOnlyList<string> Fill(string folder, IReadOnlyList<string> sources, bool retarget)
    {
        ArgumentNullException.ThrowIfNull(sources);
        Directory.CreateDirectory(folder);
        var messages = new List<string>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (string source in sources)
        {
            string name = Path.GetFileName(source);
            if (!names.Add(name) || !File.Exists(source))
            {
                throw new ArtifactException($"{source}: expected one existing file of this name. Restore the packages again ('dotnet restore').");
            }

            string target = Path.Combine(folder, name);
            byte[]? changed = retarget && name == BindingName ? Retargeted(source, messages) : null;
            if (changed is not null)
            {
                Replace(target, temporary => File.WriteAllBytes(temporary, changed), file => IsCopyOf(file, changed));
            }
            else
            {
                Replace(target, temporary => LinkOrCopy(source, temporary), file => IsLinkOrCopy(file, source));
            }
        }

        foreach (string file in Directory.EnumerateFiles(folder).Where(file => !names.Contains(Path.GetFileName(file))))
        {
            File.Delete(file);
        }

        return messages;
    }

    /// <summary>Which libtorch a program loads: "package/version" where its folder holds links into the package cache, else the size of the library's
    /// file; "none" where the program has none.</summary>
    /// <param name="programFolder">The program's folder, which holds the pointer.</param>
    public static string Version(string programFolder)
    {
        string pointer = Path.Combine(programFolder, PointerName);
        string folder = File.Exists(pointer) ? Path.GetFullPath(Path.Combine(programFolder, File.ReadAllText(pointer).Trim())) : programFolder;
        if (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*torch_cpu.*").Order(StringComparer.Ordinal).FirstOrDefault() is { } library)
        {
            // …/libtorch-cpu-linux-x64/2.10.0/runtimes/linux-x64/native/libtorch_cpu.so
            string[]? parts = File.ResolveLinkTarget(library, returnFinalTarget: true)?.FullName.Split(Path.DirectorySeparatorChar);
            return parts is { Length: > 6 } && parts[^4] == "runtimes" ? $"{parts[^6]}/{parts[^5]}" : $"{new FileInfo(library).Length} bytes";
        }

        return "none";
    }

    private static byte[]? Retargeted(string source, List<string> messages)
    {
        byte[] bytes = File.ReadAllBytes(source);
        try
        {
            return ElfVersionRetargeter.Retarget(bytes, source) == RetargetOutcome.Retargeted ? bytes : null;
        }
        catch (ArtifactException refusal)
        {
            messages.Add(refusal.Message);
            return null;
        }
    }

    /// <summary>Puts a file in place by renaming, so that a process that loads it meanwhile sees the old or the new one whole.</summary>
    private static void Replace(string target, Action<string> write, Func<string, bool> isDone)
    {
        if (isDone(target))
        {
            return;
        }

        string temporary = $"{target}.{Environment.ProcessId}";
        File.Delete(temporary);
        write(temporary);
        File.Move(temporary, target, overwrite: true);
    }

    private static bool IsCopyOf(string file, byte[] bytes)
    {
        var info = new FileInfo(file);
        return info.Exists && info.LinkTarget is null && info.Length == bytes.Length && File.ReadAllBytes(file).AsSpan().SequenceEqual(bytes);
    }

    private static bool IsLinkOrCopy(string file, string source)
    {
        var (info, original) = (new FileInfo(file), new FileInfo(source));
        return info.LinkTarget is { } link
            ? link == original.FullName
            : info.Exists && info.Length == original.Length && info.LastWriteTimeUtc == original.LastWriteTimeUtc;
    }

    private static void LinkOrCopy(string source, string target)
    {
        if (OperatingSystem.IsMacOS())
        {
            // Its loader follows links before it looks for neighbours, and its file system copies without using space.
            File.Copy(source, target);
            return;
        }

        try
        {
            File.CreateSymbolicLink(target, Path.GetFullPath(source));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Windows without developer mode, and file systems without links.
            File.Copy(source, target, overwrite: true);
        }
    }
}
