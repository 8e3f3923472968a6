namespace AligNet.Onnx;

/// <summary>What an encoder takes and gives.</summary>
/// <param name="Input">Name of the input.</param>
/// <param name="ImageSize">Side of the square images in pixels.</param>
/// <param name="ChannelsLast">Whether the model's own layout is NHWC; pixels are given as NCHW all the same.</param>
/// <param name="FixedBatch">Images that the model takes at once, or null for any number.</param>
/// <param name="Output">Name of the output in use.</param>
/// <param name="Width">Width of a representation.</param>
/// <param name="Provider">What runs it: CPUExecutionProvider or CUDAExecutionProvider.</param>
/// <param name="Metadata">The model file's own text entries.</param>
public sealed record OnnxEncoderInfo(
    string Input, int ImageSize, bool ChannelsLast, int? FixedBatch, string Output, int Width, string Provider,
    IReadOnlyDictionary<string, string> Metadata);
