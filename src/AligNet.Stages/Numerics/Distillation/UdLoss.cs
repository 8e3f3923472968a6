namespace AligNet.Numerics.Distillation;

/// <summary>Which targets the transform is fitted to.</summary>
public enum UdLoss
{
    /// <summary>Cross-entropy with the human response distribution: uncertainty distillation.</summary>
    Soft,

    /// <summary>−ln p of the chosen pair alone (ablation; gLocal's global probe).</summary>
    Hard,
}
