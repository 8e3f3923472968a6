namespace AligNet.Domain;

/// <summary>An option, profile or command-line value that cannot be used.</summary>
public sealed class OptionsException : PipelineException
{
    /// <summary>Creates the exception; the message says where, what was found, what was expected and what to do.</summary>
    public OptionsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the failure below it.</summary>
    public OptionsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
