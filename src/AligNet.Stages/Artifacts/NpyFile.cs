using System.IO;
using AligNet.Domain;

namespace AligNet.Artifacts;

/// <summary>Reads and writes single <c>.npy</c> files: little-endian, C order.</summary>
public static class NpyFile
{
    /// <summary>Reads one array.</summary>
    /// <exception cref="ArtifactException">Missing, not a .npy file, an unsupported type or order, or a size other than the header's.</exception>
    public static NpyArray Read(string path)
    {
        using FileStream stream = OpenRead(path);
        NpyHeader header = NpyHeader.Read(stream, path);
        long found = stream.Length - stream.Position;
        if (found != header.ByteCount)
        {
            throw new ArtifactException($"{path}: {found} bytes of data found, its header (shape {string.Join(" × ", header.Shape)}, {header.Kind}) needs {header.ByteCount}. "
                + "The file is damaged or still being written.");
        }

        return new NpyArray(header, ReadData(stream, header, path));
    }

    /// <summary>Writes one array, replacing the file.</summary>
    public static void Write(string path, NpyArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write);
        array.Header.Write(stream);
        stream.Write(array.Data);
    }

    internal static FileStream OpenRead(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new ArtifactException($"{path}: cannot be opened ({failure.Message}). Check the path and its permissions.", failure);
        }
    }

    /// <summary>Reads the data of a header whose size was checked against what the file can hold.</summary>
    internal static byte[] ReadData(Stream stream, NpyHeader header, string where)
    {
        if (header.ByteCount > Array.MaxLength)
        {
            throw new ArtifactException($"{where}: the array has {header.ByteCount} bytes, at most {Array.MaxLength} fit in memory at once. Read it as a stream of rows.");
        }

        byte[] data = new byte[header.ByteCount];
        if (stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false) < data.Length)
        {
            throw new ArtifactException($"{where}: ends before its {header.ByteCount} bytes of data. The file is truncated.");
        }

        return data;
    }
}
