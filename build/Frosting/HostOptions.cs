using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting;

/// <summary>The command line, parsed.</summary>
internal sealed record HostOptions
{
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["t"] = "target", ["v"] = "verbosity", ["e"] = "exclusive",
    };

    private static readonly HashSet<string> Switches = new(StringComparer.OrdinalIgnoreCase)
    {
        "dryrun", "tree", "description", "exclusive", "version",
    };

    public static HostOptions Default { get; } = new();

    public IReadOnlyList<string> Targets { get; init; } = ["Default"];

    public Verbosity Verbosity { get; init; } = Verbosity.Normal;

    public bool DryRun { get; init; }

    public bool Tree { get; init; }

    public bool Description { get; init; }

    public bool Exclusive { get; init; }

    public bool Version { get; init; }

    /// <summary>Every option as given, name → values, for the context's arguments.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All { get; init; } = [];

    /// <summary>Parses <c>--name=value</c>, <c>--name value</c>, <c>--switch</c> and the short forms <c>-t -v -e</c>.</summary>
    /// <exception cref="CakeException">A word that is no option, or a verbosity that does not exist.</exception>
    public static HostOptions Parse(IEnumerable<string> args)
    {
        List<KeyValuePair<string, string>> all = [.. Split([.. args])];
        bool Has(string name) => all.Exists(pair => Same(pair.Key, name) && !Same(pair.Value, "false"));
        List<string> targets = [.. all.Where(pair => Same(pair.Key, "target")).Select(pair => pair.Value)];
        var verbosity = Verbosity.Normal;
        if (all.FindLast(pair => Same(pair.Key, "verbosity")) is { Key: not null } asked && !VerbosityParser.TryParse(asked.Value, out verbosity))
        {
            throw new CakeException($"--verbosity={asked.Value}: expected quiet, minimal, normal, verbose or diagnostic.");
        }

        return new()
        {
            Targets = targets.Count > 0 ? targets : ["Default"],
            Verbosity = verbosity,
            DryRun = Has("dryrun"),
            Tree = Has("tree"),
            Description = Has("description"),
            Exclusive = Has("exclusive"),
            Version = Has("version"),
            All = all,
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> Split(string[] args)
    {
        for (int index = 0; index < args.Length; index++)
        {
            string word = args[index];
            bool isLong = word.StartsWith("--", StringComparison.Ordinal);
            string[] parts = word.TrimStart('-').Split('=', 2);
            if (!word.StartsWith('-') || parts[0].Length == 0)
            {
                throw new CakeException($"'{word}' is not an option. Options are written --name=value; a target is --target={word}.");
            }

            string name = isLong ? parts[0] : ShortNames.GetValueOrDefault(parts[0])
                ?? throw new CakeException($"'{word}' is not an option. Short options are -t TARGET, -v VERBOSITY and -e.");
            bool takesNext = parts.Length == 1 && !Switches.Contains(name)
                && index + 1 < args.Length && !args[index + 1].StartsWith('-');
            yield return new(name, parts.Length == 2 ? parts[1] : takesNext ? args[++index] : "true");
        }
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
