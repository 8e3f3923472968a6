namespace AligNet.Stages.UdFit;

/// <summary>What becomes of a teacher's representations.</summary>
public enum TransformKind
{
    /// <summary>They are bent towards human judgements.</summary>
    UncertaintyDistillation,

    /// <summary>They stay as they are ("UnAligNet").</summary>
    Untransformed,
}
