using System.Buffers;
using System.IO;
using System.Security.Cryptography;

namespace AligNet.Artifacts.Caching;

/// <summary>Calls to a place under its limits, and the one loop that moves bytes from it.</summary>
internal static class CacheTransfer
{
    private const int BufferBytes = 1 << 17;

    /// <summary>One call to the place. Its failures become faults; those of local files, which are read and written between the calls, do not.</summary>
    public static async Task<T> Ask<T>(Func<Task<T>> call, Patience patience)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (CacheFaultException.Words(exception, patience) is { } words)
        {
            throw new CacheFaultException(words);
        }
    }

    /// <summary>Copies and hashes at once.</summary>
    /// <returns>The digest; null when the source is longer than expected, which is found before much more than expected was read.</returns>
    public static async Task<string?> Copy(Stream source, Stream target, long most, Patience patience)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (long total = 0; await Ask(() => source.ReadAsync(buffer, patience.Token).AsTask(), patience) is var count && count > 0;)
            {
                patience.Renew();
                total += count;
                if (total > most)
                {
                    return null;
                }

                hash.AppendData(buffer.AsSpan(0, count));
                await target.WriteAsync(buffer.AsMemory(0, count), CancellationToken.None);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
