namespace AligNet.Domain;

/// <summary>How a photograph of any shape becomes a square.</summary>
public enum ImageFraming
{
    /// <summary>Both sides are resized to the square's, whatever the shape.</summary>
    Squash,

    /// <summary>The shorter side is resized to a length, and the middle is cut out.</summary>
    CentreCrop,
}
