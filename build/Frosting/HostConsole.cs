using Cake.Core;

namespace Cake.Frosting;

/// <summary>Cake's console, but without escape sequences where they would end in a file or where NO_COLOR asks for none.</summary>
internal sealed class HostConsole(ICakeEnvironment environment) : IConsole
{
    private readonly CakeConsole _inner = new(environment);
    private readonly bool _colours = !Console.IsOutputRedirected && !Console.IsErrorRedirected
        && string.IsNullOrEmpty(environment.GetEnvironmentVariable("NO_COLOR"));

    public bool SupportAnsiEscapeCodes => _colours && _inner.SupportAnsiEscapeCodes;

    public ConsoleColor ForegroundColor
    {
        get => _inner.ForegroundColor;
        set => _inner.ForegroundColor = value;
    }

    public ConsoleColor BackgroundColor
    {
        get => _inner.BackgroundColor;
        set => _inner.BackgroundColor = value;
    }

    public void Write(string format, params object[] arg) => _inner.Write(format, arg);

    public void WriteLine(string format, params object[] arg) => _inner.WriteLine(format, arg);

    public void WriteError(string format, params object[] arg) => _inner.WriteError(format, arg);

    public void WriteErrorLine(string format, params object[] arg) => _inner.WriteErrorLine(format, arg);

    public void ResetColor() => _inner.ResetColor();
}
