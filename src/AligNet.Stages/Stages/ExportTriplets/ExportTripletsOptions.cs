namespace AligNet.Stages.ExportTriplets;

/// <summary>Options of the export of labelled triplets.</summary>
public sealed record ExportTripletsOptions : StageOptions
{
    /// <summary>What stands in <c>filenames</c>: the image's id, or its last part alone.</summary>
    public ExportedName Filenames { get => Read(field); init; } = ExportedName.Id;

    /// <summary>Order of the two similar images. Default: as the published description says (google-deepmind/alignet, README).</summary>
    public TripletOrder Order { get => Read(field); init; } = TripletOrder.Descending;

    /// <summary>Whether to deflate, as numpy.savez_compressed does: smaller and several times slower.</summary>
    public bool Compress { get => Read(field); init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => [];
}
