using AligNet.Domain;
using Microsoft.ML.OnnxRuntime;

namespace AligNet.Onnx;

/// <summary>The image input of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ImageSize">Side of the square in pixels.</param>
/// <param name="ChannelsLast">Whether its layout is NHWC.</param>
/// <param name="FixedBatch">Images at once, or null for any number.</param>
internal sealed record OnnxEncoderInput(string Name, int ImageSize, bool ChannelsLast, int? FixedBatch)
{
    /// <summary>Finds it among the inputs.</summary>
    /// <param name="inputs">The model's inputs.</param>
    /// <param name="imageSize">Side for a model that takes any; 0 for none.</param>
    /// <param name="path">The model, for messages.</param>
    /// <exception cref="ArtifactException">There is not one float32 input of square RGB images.</exception>
    /// <exception cref="OptionsException">The model takes any size and none is given, or another size than given.</exception>
    public static OnnxEncoderInput Find(IReadOnlyDictionary<string, NodeMetadata> inputs, int imageSize, string path)
    {
        string list = string.Join(", ", inputs.Select(input => $"'{input.Key}' {input.Value.ElementType?.Name} [{string.Join(", ", input.Value.Dimensions)}]"));
        if (inputs.Count != 1 || inputs.Values.Single() is not { Dimensions.Length: 4 } metadata || metadata.ElementType != typeof(float))
        {
            throw new ArtifactException($"{path}: its inputs are {list}; expected one of float32 images with four extents.");
        }

        int[] extents = metadata.Dimensions;
        bool channelsLast = extents[3] == 3 && extents[1] != 3;
        (int channels, int height, int width) = channelsLast ? (extents[3], extents[1], extents[2]) : (extents[1], extents[2], extents[3]);

        // Extents that the model leaves open are -1.
        if (channels is not (3 or -1) || (height > 0 && width > 0 && height != width))
        {
            throw new ArtifactException($"{path}: its inputs are {list}; expected square images of 3 channels.");
        }

        int own = Math.Max(height, width);
        if (own < 1 ? imageSize < 1 : imageSize > 0 && imageSize != own)
        {
            throw new OptionsException($"{path}: it takes images of {(own < 1 ? "any size" : $"{own} pixels")}, the options say {(imageSize < 1 ? "none" : imageSize)}. "
                + "Set the image size that it was trained at.");
        }

        return new OnnxEncoderInput(inputs.Keys.Single(), own < 1 ? imageSize : own, channelsLast, extents[0] > 0 ? extents[0] : null);
    }
}
