namespace AligNet.Domain;

/// <summary>A stored artifact or an input file that cannot be read as what it should be.</summary>
public sealed class ArtifactException : PipelineException
{
    /// <summary>Creates the exception; the message says where, what was found, what was expected and what to do.</summary>
    public ArtifactException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the failure below it.</summary>
    public ArtifactException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
