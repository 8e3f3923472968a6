namespace AligNet.Stages.SampleTriplets;

/// <summary>Which images of the large set are used where not all are.</summary>
public enum ImageChoice
{
    /// <summary>Drawn without replacement; those of a smaller number are among those of a larger one.</summary>
    Random,

    /// <summary>Evenly over the list.</summary>
    Even,

    /// <summary>The first of the list.</summary>
    First,
}
