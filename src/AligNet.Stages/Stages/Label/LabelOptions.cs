namespace AligNet.Stages.Label;

/// <summary>Options of labelling (METHOD section 6).</summary>
public sealed record LabelOptions : StageOptions
{
    /// <summary>Softmax temperature of the stored probabilities; unitless, divides the similarities. The similarities themselves are stored
    /// too, and Finetune applies its own temperature to them.</summary>
    public double Temperature { get => Read(field); init; } = 1;

    /// <summary>How images of published triplets are found: by filename or by index. Of no use to sampled triplets.</summary>
    public ImageMatch Match { get => Read(field); init; } = ImageMatch.Filename;

    /// <summary>How many triplets at the end of a published file are for validation; the published training file has none.</summary>
    public long ValidationTriplets { get => Read(field); init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        if (!(Temperature > 0))
        {
            yield return $"temperature: expected a value above 0, found {Temperature}.";
        }

        if (ValidationTriplets < 0)
        {
            yield return $"validation_triplets: expected 0 or more, found {ValidationTriplets}.";
        }
    }
}
