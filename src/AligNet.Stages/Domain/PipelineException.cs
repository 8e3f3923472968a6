namespace AligNet.Domain;

/// <summary>A fault in what the user gave (data, options, a model, a stored artifact). The message says where, what was found,
/// what was expected and what to do; the driver prints it without a stack trace and exits with code 1.</summary>
/// <remarks>Programming faults stay <see cref="ArgumentException"/> and its kin.</remarks>
public abstract class PipelineException : Exception
{
    /// <summary>Creates the exception with its complete message.</summary>
    protected PipelineException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its complete message and the failure below it.</summary>
    protected PipelineException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
