namespace AligNet.Domain;

/// <summary>How an image of any shape becomes a square.</summary>
public enum ResizeMode
{
    /// <summary>The shorter side is brought to a length, then the centre is cut out.</summary>
    ShorterSide,

    /// <summary>Both sides are brought to the input size, whatever the shape was.</summary>
    Squash,
}
