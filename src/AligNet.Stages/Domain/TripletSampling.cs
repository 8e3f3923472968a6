namespace AligNet.Domain;

/// <summary>How training triplets are drawn (METHOD section 5).</summary>
public enum TripletSampling
{
    /// <summary>Two images of one cluster, one of another: needs no label. The default.</summary>
    ClusterBoundary,

    /// <summary>Two images of one class, one of another.</summary>
    ClassBoundary,

    /// <summary>Three images drawn uniformly without replacement.</summary>
    Random,

    /// <summary>Three images of three classes.</summary>
    BetweenClass,

    /// <summary>Three images of one class.</summary>
    WithinClass,
}
