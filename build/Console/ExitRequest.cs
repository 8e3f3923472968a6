namespace AligNet.Build.Console;

/// <summary>An exit code that a task asks for though nothing failed.</summary>
public static class ExitRequest
{
    /// <summary>Asked for by Plan when something would run.</summary>
    public const int WouldRun = 2;

    /// <summary>The code asked for; 0: none.</summary>
    public static int Code { get; set; }
}
