namespace AligNet.Imaging;

/// <summary>An image file with the content that is expected of it.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Sha256">Hash of its bytes when it was listed, or null when any content will do.</param>
public sealed record ImageFile(string Path, string? Sha256);
