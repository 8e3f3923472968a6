namespace AligNet.Stages.Label;

/// <summary>Options of labelling (METHOD section 6).</summary>
public sealed record LabelOptions : IStageOptions
{
    /// <summary>Softmax temperature of the stored probabilities; unitless, divides the similarities. The similarities themselves are stored
    /// too, and Finetune applies its own temperature to them.</summary>
    public double Temperature { get; init; } = 1;

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (!(Temperature > 0))
        {
            yield return $"temperature: expected a value above 0, found {Temperature}.";
        }
    }
}
