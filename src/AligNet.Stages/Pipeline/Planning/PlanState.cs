namespace AligNet.Pipeline.Planning;

/// <summary>What a plan promises of a node.</summary>
public enum PlanState
{
    /// <summary>The profile has no use for it, or what was asked for has none.</summary>
    Unused,

    /// <summary>It will not run: its artifact is there, or nothing needs the files of one that was there.</summary>
    HitLocal,

    /// <summary>It will be copied from another place, unless that place does not keep its word.</summary>
    HitRemote,

    /// <summary>It will run.</summary>
    Run,

    /// <summary>It runs, or not, depending on what the nodes named under "after" give.</summary>
    MaybeAfter,
}
