namespace AligNet.Numerics.Metrics;

/// <summary>What "distance change relative to other changes, by z-scoring" means; the paper (B.3.2) allows two readings.</summary>
public enum DistanceChangeReading
{
    /// <summary>z(after − before), the literal one. A space that grows as a whole makes large distances change most.</summary>
    ZScoreOfChange,

    /// <summary>z(after) − z(before), which takes the scale out of both spaces first.</summary>
    ChangeOfZScores,
}
