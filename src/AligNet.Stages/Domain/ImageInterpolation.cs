namespace AligNet.Domain;

/// <summary>How pixels between pixels are found when an image is resized.</summary>
public enum ImageInterpolation
{
    /// <summary>Antialiased bicubic with a = -0.5, as Pillow: what timm and torchvision use.</summary>
    Bicubic,

    /// <summary>Antialiased bilinear, as Pillow.</summary>
    Bilinear,

    /// <summary>Bicubic with a = -0.75 and without antialiasing, as OpenCV's INTER_CUBIC: what the released AligNet code uses.</summary>
    OpenCvBicubic,
}
