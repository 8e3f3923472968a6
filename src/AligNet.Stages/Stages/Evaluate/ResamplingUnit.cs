namespace AligNet.Stages.Evaluate;

/// <summary>What is resampled together when pairs of images are averaged.</summary>
public enum ResamplingUnit
{
    /// <summary>All images of a class: an interval then says what other classes might have shown.</summary>
    Classes,

    /// <summary>Single images: an interval then says what other images of the same classes might have shown.</summary>
    Images,
}
