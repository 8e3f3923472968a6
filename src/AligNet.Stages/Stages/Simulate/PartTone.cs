namespace AligNet.Stages.Simulate;

/// <summary>What a part is painted with.</summary>
internal enum PartTone
{
    /// <summary>The figure's own colour and texture; merges with the body's outline.</summary>
    Figure,

    /// <summary>Near black, whatever the figure's colour.</summary>
    Dark,

    /// <summary>Near white, whatever the figure's colour.</summary>
    Light,
}
