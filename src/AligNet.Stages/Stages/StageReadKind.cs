namespace AligNet.Stages;

/// <summary>The kinds of things that a stage can look at.</summary>
public enum StageReadKind
{
    /// <summary>The seed.</summary>
    Seed,

    /// <summary>An option.</summary>
    Option,

    /// <summary>The whole content of an input.</summary>
    Input,

    /// <summary>The number of rows of a table.</summary>
    Rows,

    /// <summary>One column of a table.</summary>
    Column,

    /// <summary>Where an input came from.</summary>
    Origin,
}
