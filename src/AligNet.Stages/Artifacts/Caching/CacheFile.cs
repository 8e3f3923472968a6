namespace AligNet.Artifacts.Caching;

/// <summary>A blob and the local file that holds it or is to hold it.</summary>
/// <param name="Blob">The content.</param>
/// <param name="Path">Full path of the file.</param>
public sealed record CacheFile(CacheBlob Blob, string Path);
