using System.Runtime.InteropServices;

namespace AligNet.Build.Console;

/// <summary>Turns the first Ctrl-C, or a polite request to end, into a cancellation; a second one ends the process at once.</summary>
public static class Interrupt
{
    private static readonly CancellationTokenSource Source = new();
    private static readonly PosixSignalRegistration[] Registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Cancel(context, 130)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Cancel(context, 143)),
    ];

    private static int _code;

    /// <summary>Cancelled once the process is asked to stop.</summary>
    public static CancellationToken Token => Source.Token;

    /// <summary>What the process ends with: 128 + the signal's number when it was asked to stop, else the given code.</summary>
    public static int ExitCode(int code)
    {
        Array.ForEach(Registrations, registration => registration.Dispose());
        return _code == 0 ? code : _code;
    }

    private static void Cancel(PosixSignalContext context, int code)
    {
        if (Interlocked.CompareExchange(ref _code, code, 0) == 0)
        {
            context.Cancel = true;
            Source.Cancel();
        }
    }
}
