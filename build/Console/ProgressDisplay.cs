using System.IO;
using AligNet.Domain;

namespace AligNet.Build.Console;

/// <summary>Shows progress: one line that is written over on a terminal, a plain line now and then elsewhere.</summary>
/// <param name="output">Where to write.</param>
/// <param name="width">Width of the terminal in characters, or 0 where lines cannot be written over.</param>
/// <param name="clock">Source of time.</param>
public sealed class ProgressDisplay(TextWriter output, int width, TimeProvider clock) : IStageProgress
{
    private const string ClearLine = "\r\u001b[K";
    private static readonly TimeSpan TerminalInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);

    /// <summary>A phase shorter than this leaves no line behind.</summary>
    private static readonly TimeSpan WorthALine = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private ProgressPhase? _phase;
    private long _lastWrite;
    private bool _lineOpen;

    /// <summary>A display for this process's console: rewriting when that is a terminal and no CI, plain otherwise.</summary>
    public static ProgressDisplay ForThisConsole()
    {
        bool plain = System.Console.IsOutputRedirected
            || Environment.GetEnvironmentVariable("TERM") == "dumb"
            || Environment.GetEnvironmentVariable("CI") is "true" or "1";
        return new(System.Console.Out, plain ? 0 : System.Console.WindowWidth is > 20 and var width ? width : 80, TimeProvider.System);
    }

    /// <inheritdoc/>
    public void Report(string phase, long done, long total, string unit, string? detail = null)
    {
        lock (_lock)
        {
            if (_phase?.Name != phase)
            {
                Close();
                _phase = new(phase, unit, clock);
                _lastWrite = clock.GetTimestamp();
            }

            _phase.Update(done, total, detail);
            if (_phase.Complete)
            {
                Close();
            }
            else if (clock.GetElapsedTime(_lastWrite) >= (width > 0 ? TerminalInterval : PlainInterval))
            {
                Write(_phase.Describe(ended: false), stays: width == 0);
                _lastWrite = clock.GetTimestamp();
            }
        }
    }

    /// <inheritdoc/>
    public void Log(string line)
    {
        lock (_lock)
        {
            Write(line, stays: true);
        }
    }

    /// <summary>Ends the current phase: its last state stays as a line, unless it was too short to matter.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            Close();
        }
    }

    private void Close()
    {
        if (_phase is not null && _phase.Elapsed >= WorthALine)
        {
            Write(_phase.Describe(ended: true), stays: true);
        }
        else if (_lineOpen)
        {
            output.Write(ClearLine);
            output.Flush();
        }

        _phase = null;
        _lineOpen = false;
    }

    private void Write(string text, bool stays)
    {
        string line = $"  {text}";
        output.Write(width == 0 ? $"{line}{Environment.NewLine}" : $"{ClearLine}{(stays ? line + Environment.NewLine : Fit(line))}");
        output.Flush();
        _lineOpen = width > 0 && !stays;
    }

    private string Fit(string line) => line.Length < width ? line : line[..(width - 1)];
}
