namespace AligNet.Numerics.Alignment;

/// <summary>How a student's odd-one-out distribution Q is compared with the teacher's P (METHOD section 7).</summary>
public enum AlignmentLossKind
{
    /// <summary>KL(P ‖ Q): the paper's equation 5.</summary>
    KullbackLeibler,

    /// <summary>(KL(P ‖ M) + KL(Q ‖ M)) / 2 with M = (P + Q) / 2: the released configuration.</summary>
    JensenShannon,

    /// <summary>−ln Q[ij]: the hard choice alone.</summary>
    Contrastive,
}
