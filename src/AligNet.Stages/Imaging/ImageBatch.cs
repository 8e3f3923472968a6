namespace AligNet.Imaging;

/// <summary>Images that follow each other in a list, ready for a model.</summary>
/// <param name="Start">Position of the first in the list.</param>
/// <param name="Count">Number of images.</param>
/// <param name="Pixels">Count × 3 × size × size values (NCHW); not used again by the loader.</param>
public sealed record ImageBatch(int Start, int Count, float[] Pixels);
