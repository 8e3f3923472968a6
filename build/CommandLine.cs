namespace AligNet.Build;

/// <summary>The command line's options, and what has to be said in Cake's words before Cake reads it.</summary>
public static class CommandLine
{
    /// <summary>Every option: name, value or null for a switch, what it does.</summary>
    public static IReadOnlyList<(string Name, string? Value, string Help)> Options { get; } =
    [
        ("target", "NAME", "what to make; without it, Default (repeatable)"),
        ("profile", "NAME|FILE", "a profile in stages/profiles, or a file of your own; without it, simulated"),
        ("set", "KEY=VALUE", "one option of a stage, e.g. --set cluster.k=200 (repeatable)"),
        ("seed", "N", "the run's root seed"),
        ("seeds", "N,N,…", "for Study: root seeds, 0,1,2 unless given"),
        ("folds", "N", "for CrossValidate: folds of the judged objects, 3 unless given"),
        ("page", "FILE", "for CrossValidate: the page to write, docs/PROFILE.md unless given"),
        ("study", "NAME|FILE", "for Ablate: a study in stages/ablations, or a file of your own"),
        ("runs", "A,B", "for Compare: two runs, each by its name, its profile, last or previous"),
        ("store", "FOLDER", "where artifacts are kept; without it, artifacts/"),
        ("executor", "local|slurm", "where long stages run: here, or as jobs of a Slurm cluster (docs/slurm.md); without it, local"),
        ("cache", "PLACE", "a cache to read and fill: FOLDER, http(s)://HOST/PATH, s3://BUCKET/PREFIX; with ro: before it, only to read (repeatable, nearest first)"),
        ("cache-key-file", "FILE", "the key that records of caches are signed with; records without its signature are ignored"),
        ("cache-strict", null, "end with an error when an entry could not be saved in a cache"),
        ("verify", null, "hash stored artifacts again before they are used"),
        ("dryrun", null, "print what would run, and why; run nothing"),
        ("exclusive", null, "run the target alone; its inputs have to be current (-e)"),
        ("artifact", "STAGE", "for Inspect and Clean: whose artifact"),
        ("of", "NAME", "for Plan: the target whose stages to plan; Default unless given (repeatable)"),
        ("json", null, "for Plan: as JSON"),
        ("stage", "STAGE", "for Explain: which stage"),
        ("against", "RUN|FILE", "for Explain: a run of this store, or the record of a run or the manifest of an artifact from anywhere; the last run unless given"),
        ("file", "FILE", "for Whence: a table or matrix of this pipeline, wherever it lies"),
        ("max-size", "SIZE", "for Gc: what the store may hold, e.g. 20GB"),
        ("pin", "NAME", "for Gc: keep what the profile has now, under a name"),
        ("unpin", "NAME", "for Gc: keep it no longer"),
        ("shards", "PART/PARTS", "make one part of the shards of the target's stage, after what it reads (with --exclusive, alone)"),
        ("stats", null, "for Inspect: columns and their statistics alone, without rows"),
        ("rows", "N", "for Inspect: how many rows to show"),
        ("sql", "QUERY", "for Inspect: a query over the artifact's tables"),
        ("filter", "TEXT", "for Test and Bench: only classes whose name contains it; Golden and Slow are special"),
        ("mutate", "READERS", "for Bench: run readers on damaged and hostile files; names like npz,onnx, or all"),
        ("inputs", "N", "for Bench with --mutate: files a reader, 100000 unless given"),
        ("tree", null, "print the tasks as trees"),
        ("description", null, "print the tasks with what they do"),
        ("verbosity", "LEVEL", "quiet, minimal, normal, verbose or diagnostic (-v); diagnostic shows stack traces"),
        ("version", null, "print the version"),
        ("help", null, "print this"),
    ];

    /// <summary>Names of tasks that replace the target: Cake would answer these itself, but without knowing stages.</summary>
    private static readonly Dictionary<string, string> Commands = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--dryrun"] = "Plan", ["--help"] = "Help", ["-h"] = "Help", ["-?"] = "Help", ["--version"] = "Version",
    };

    /// <summary>Rewrites <c>--dryrun</c>, <c>--help</c> and <c>--version</c> into targets, and turns off Cake's headings and table
    /// for targets that run no stage, unless a verbosity is given.</summary>
    public static IReadOnlyList<string> Prepare(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        List<string> prepared = [.. args];
        if (Values(prepared, "target").Contains("Gc", StringComparer.OrdinalIgnoreCase))
        {
            // Cake would take --dryrun for itself and leave the task out.
            prepared = [.. prepared.Select(word => word.Equals("--dryrun", StringComparison.OrdinalIgnoreCase) ? "--dry" : word)];
        }

        if (prepared.Find(Commands.ContainsKey) is { } command)
        {
            prepared = [.. Replace(prepared, "target", "of").Where(word => !Commands.ContainsKey(word) && word is not "--exclusive" and not "-e")];
            prepared.Add($"--target={Commands[command]}");
            prepared.AddRange(Commands[command] == "Plan" ? ["--dry"] : Array.Empty<string>());
            prepared.AddRange(args.Any(word => word is "--exclusive" or "-e") ? ["--alone"] : Array.Empty<string>());
        }

        List<string> targets = [.. Values(prepared, "target")];
        bool runsStages = targets.Count == 0 || targets.Exists(target => TaskGraph.Closure([target]).Any(task => TaskGraph.Node(task) is not null));
        bool lists = prepared.Contains("--tree") || prepared.Contains("--description");
        if (!runsStages && !lists && !Values(prepared, "verbosity").Any())
        {
            prepared.Add("--verbosity=minimal");
        }

        return prepared;
    }

    private static IEnumerable<string> Values(List<string> args, string option)
    {
        for (int index = 0; index < args.Count; index++)
        {
            if (Matches(args[index], option) is { } inline)
            {
                yield return inline.Length > 0 || index + 1 == args.Count ? inline : args[index + 1];
            }
        }
    }

    private static IEnumerable<string> Replace(List<string> args, string option, string by) =>
        args.Select(word => Matches(word, option) is { } value ? value.Length > 0 ? $"--{by}={value}" : $"--{by}" : word);

    /// <summary>Null when a word is not the option; else its value, empty when that is the next word.</summary>
    private static string? Matches(string word, string option)
    {
        string[] parts = word.Split('=', 2);
        bool same = parts[0].Equals($"--{option}", StringComparison.OrdinalIgnoreCase) || parts[0] == $"-{option[0]}";
        return same ? parts.ElementAtOrDefault(1) ?? string.Empty : null;
    }
}
