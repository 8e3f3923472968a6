namespace AligNet.Artifacts;

/// <summary>Names for files that are being written and then renamed.</summary>
internal static class TemporaryName
{
    // Machines may share a store, and their process numbers are not told apart.
    private static readonly string Host = ContentHash.OfBytes(System.Text.Encoding.UTF8.GetBytes(Environment.MachineName))[..8];

    /// <summary>A name beside a path that no other thread, process or machine uses at this moment.</summary>
    public static string Beside(string path) => $"{path}.{Host}-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.tmp";
}
