namespace AligNet.Artifacts.Caching;

/// <summary>How a cache is spoken to.</summary>
public enum CacheKind
{
    /// <summary>A folder of this machine or of a file server.</summary>
    Folder,

    /// <summary>GET, HEAD and PUT, as bazel-remote and an nginx with WebDAV answer them.</summary>
    Http,

    /// <summary>A bucket of S3 or of a store that speaks its protocol.</summary>
    S3,
}
