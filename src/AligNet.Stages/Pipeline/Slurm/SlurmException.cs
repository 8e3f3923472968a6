using AligNet.Domain;

namespace AligNet.Pipeline.Slurm;

/// <summary>A program of Slurm that failed or is not there.</summary>
public sealed class SlurmException : PipelineException
{
    /// <summary>Creates the exception; the message says what was asked and what Slurm said.</summary>
    public SlurmException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the failure below it.</summary>
    public SlurmException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
