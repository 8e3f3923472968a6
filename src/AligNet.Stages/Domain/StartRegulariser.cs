namespace AligNet.Domain;

/// <summary>How training is held near the weights that it started from (METHOD section 7).</summary>
public enum StartRegulariser
{
    /// <summary>Each update moves the weights towards their start by learning rate × weight × distance. The released form.</summary>
    Decoupled,

    /// <summary>weight × squared distance from the start is part of the loss: the paper's equation 6.</summary>
    Loss,
}
