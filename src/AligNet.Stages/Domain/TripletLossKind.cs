namespace AligNet.Domain;

/// <summary>How far a student's odd-one-out distribution Q is from the teacher's P (METHOD section 7).</summary>
public enum TripletLossKind
{
    /// <summary>JSD(P, Q) in nats. The default: the released configuration.</summary>
    JensenShannon,

    /// <summary>KL(P ‖ Q) in nats, the paper's equation 5.</summary>
    KullbackLeibler,

    /// <summary>-ln Q of the pair ij: hard labels.</summary>
    Contrastive,
}
