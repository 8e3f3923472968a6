namespace AligNet.Stages;

/// <summary>Where the data of a profile come from.</summary>
public enum DataSource
{
    /// <summary>A simulated study, made by the pipeline itself: images, judgements, teacher and student.</summary>
    Simulated,

    /// <summary>Files of the user.</summary>
    Files,
}
