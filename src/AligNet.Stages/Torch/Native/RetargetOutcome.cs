namespace AligNet.Torch.Native;

/// <summary>What <see cref="ElfVersionRetargeter"/> found in a library.</summary>
public enum RetargetOutcome
{
    /// <summary>The library asked for GLIBCXX_3.4.32 and no longer does.</summary>
    Retargeted,

    /// <summary>An earlier run did it; nothing was changed.</summary>
    AlreadyRetargeted,

    /// <summary>The library does not ask for GLIBCXX_3.4.32; nothing was changed.</summary>
    NotNeeded,
}
