namespace AligNet.Domain;

/// <summary>Input that a stage refuses: an unknown object, a repeated index, a value that is not finite, shapes that do not fit.</summary>
public sealed class StageException : PipelineException
{
    /// <summary>Creates the exception; the message says where, what was found, what was expected and what to do.</summary>
    public StageException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the failure below it.</summary>
    public StageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
