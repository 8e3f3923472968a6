using System.IO;
using AligNet.Domain;

namespace AligNet.Pipeline;

/// <summary>What is said when the store cannot be used any more: its disk is full, it cannot be written, or it went away during a run.</summary>
/// <remarks>Nothing has to be repaired then: an artifact is in the store whole or not at all, and the same command goes on from what is there.</remarks>
internal static class StoreFault
{
    private const string GoOn = "Finished stages are kept, and the same command goes on from here.";

    /// <summary>Does some work; a failure that the store is the cause of becomes one message.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="work">What the work is called.</param>
    /// <param name="action">The work.</param>
    /// <exception cref="StageException">The store cannot be used.</exception>
    public static T Explained<T>(string store, string work, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (Message(store, exception) is not null)
        {
            throw new StageException($"{work}: {Message(store, exception)}", exception);
        }
    }

    /// <summary>What to say of a failure, or null when the store is not its cause.</summary>
    public static string? Message(string store, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            AggregateException many => many.InnerExceptions.Select(inner => Message(store, inner)).FirstOrDefault(found => found is not null),
            IOException when IsDiskFull(exception.HResult) => $"the disk of the store {store} is full ({exception.Message.TrimEnd('.')}). Free some space (--target=Gc --max-size=SIZE), or name a store elsewhere with --store=DIR. {GoOn}",
            IOException when !Directory.Exists(store) => $"the store {store} was removed while the run used it. Run again; what is gone is made anew.",
            FileNotFoundException or DirectoryNotFoundException when IsInside(store, exception.Message) =>
                $"a file of the store {store} was removed while the run used it ({exception.Message.TrimEnd('.')}). Run again; what is gone is made anew.",
            IOException or UnauthorizedAccessException when IsReadOnly(exception, store) =>
                $"the store {store} cannot be written ({exception.Message.TrimEnd('.')}). Make it writable, or name one elsewhere with --store=DIR. {GoOn}",
            { InnerException: { } inner } and not PipelineException => Message(store, inner),
            _ => null,
        };
    }

    // ENOSPC and EDQUOT; ERROR_DISK_FULL of Windows.
    private static bool IsDiskFull(int code) => code is 28 or 122 || code == unchecked((int)0x80070070);

    // EROFS comes as an IOException, EACCES and EPERM as the other.
    private static bool IsReadOnly(Exception exception, string store) => exception.HResult == 30 || (exception is UnauthorizedAccessException && IsInside(store, exception.Message));

    private static bool IsInside(string store, string message) => message.Contains(store, StringComparison.Ordinal);
}
