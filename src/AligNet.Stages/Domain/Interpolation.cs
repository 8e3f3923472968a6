namespace AligNet.Domain;

/// <summary>Kernel of an antialiased resampling, as Pillow's.</summary>
public enum Interpolation
{
    /// <summary>Keys' cubic, a = −0.5.</summary>
    Bicubic,

    /// <summary>Triangle.</summary>
    Bilinear,
}
