using System.IO;

namespace AligNet.Artifacts.Caching;

/// <summary>Moves named objects between this process and one place. Names are "ac/" or "cas/" with 64 hexadecimal digits. Content is neither
/// understood nor believed here: <see cref="CachePlace"/> verifies all that comes, for every kind of place alike.</summary>
/// <remarks>Members throw a <see cref="CacheFaultException"/> or what its <c>Words</c> knows.</remarks>
internal interface ICacheTransport : IDisposable
{
    /// <summary>The place as messages call it; holds no secret.</summary>
    string Name { get; }

    /// <summary>Opens an object for reading.</summary>
    /// <returns>Its bytes, or null when the place does not have it.</returns>
    Task<Stream?> Read(string name, CancellationToken cancellation);

    /// <summary>Whether the place has an object of that size. A place that tells no sizes counts as having it.</summary>
    Task<bool> Has(string name, long bytes, CancellationToken cancellation);

    /// <summary>Stores an object whole or not at all, in place of one that is there.</summary>
    /// <param name="name">The object.</param>
    /// <param name="content">Its bytes, from the current position on; can seek; stays open.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    Task Write(string name, Stream content, CancellationToken cancellation);
}
