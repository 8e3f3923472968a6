namespace AligNet.Pipeline;

/// <summary>What happened, or would happen, to a node.</summary>
public enum StageAction
{
    /// <summary>Its artifact is current.</summary>
    UpToDate,

    /// <summary>It ran.</summary>
    Ran,

    /// <summary>Its artifact came from the second store.</summary>
    Restored,

    /// <summary>The profile has no use for it.</summary>
    NotInProfile,

    /// <summary>It would run.</summary>
    WouldRun,

    /// <summary>It runs if an input changes.</summary>
    MayRun,
}
