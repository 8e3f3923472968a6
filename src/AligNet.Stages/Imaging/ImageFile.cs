namespace AligNet.Imaging;

/// <summary>An image file and, if known, what its bytes must be.</summary>
/// <param name="Path">The file.</param>
/// <param name="Sha256">SHA-256 of its bytes in lower-case hex, or null to take it as it is.</param>
public sealed record ImageFile(string Path, string? Sha256 = null);
