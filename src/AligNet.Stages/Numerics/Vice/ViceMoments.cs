namespace AligNet.Numerics.Vice;

/// <summary>Adam's moments over a range of entries.</summary>
internal readonly ref struct ViceMoments
{
    /// <summary>Running mean of the gradient by loc.</summary>
    public required Span<float> LocFirst { get; init; }

    /// <summary>Running mean of its square.</summary>
    public required Span<float> LocSecond { get; init; }

    /// <summary>Running mean of the gradient by log-scale.</summary>
    public required Span<float> LogScaleFirst { get; init; }

    /// <summary>Running mean of its square.</summary>
    public required Span<float> LogScaleSecond { get; init; }
}
