namespace AligNet.Artifacts;

/// <summary>One array of a safetensors file, as its header declares it.</summary>
/// <param name="Name">Name of the array.</param>
/// <param name="Type">Element type in the file's words: F32, F16, BF16, I64 and so on.</param>
/// <param name="Shape">Extents, outermost first.</param>
/// <param name="Begin">First byte, counted from the end of the header.</param>
/// <param name="End">One past the last byte.</param>
public sealed record SafetensorsEntry(string Name, string Type, IReadOnlyList<int> Shape, long Begin, long End);
