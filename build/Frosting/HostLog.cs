using Cake.Core.Diagnostics;

namespace Cake.Frosting;

/// <summary>The engine's log without its line about the failing task, which the one message that follows makes a repetition;
/// from verbosity "verbose" on it is kept.</summary>
internal sealed class HostLog(ICakeLog inner) : ICakeLog
{
    private const string FailingTask = "An error occurred when executing task '{0}'.";

    public Verbosity Verbosity
    {
        get => inner.Verbosity;
        set => inner.Verbosity = value;
    }

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (format == FailingTask && inner.Verbosity < Verbosity.Verbose)
        {
            return;
        }

        inner.Write(verbosity, level, format, args);
    }
}
