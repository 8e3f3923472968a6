namespace AligNet.Domain;

/// <summary>How a vision transformer's tokens become one representation of the image.</summary>
public enum VisionTransformerPooling
{
    /// <summary>The class token after the final layer norm ("norm").</summary>
    Token,

    /// <summary>The layer norm ("fc_norm") of the mean over the patch tokens; no norm before, as timm does for "avg".</summary>
    Mean,
}
