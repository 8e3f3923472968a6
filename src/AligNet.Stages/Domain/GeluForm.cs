namespace AligNet.Domain;

/// <summary>Which form of GELU a model was trained with; they differ by up to about 5e-4 a unit.</summary>
public enum GeluForm
{
    /// <summary>x·Φ(x), with the error function. The default of timm and torchvision.</summary>
    Exact,

    /// <summary>The tanh approximation, as big_vision and Hugging Face use for SigLIP.</summary>
    Tanh,
}
