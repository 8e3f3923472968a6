using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Pipeline.Runs;

/// <summary>The runs of a store, a file each: <c>runs/ID.json</c>.</summary>
/// <param name="store">The store's folder.</param>
public sealed class RunLog(string store)
{
    private const int Listed = 5;

    // How far back a run is looked for that was the same: a log of years is not read for each command.
    private const int LooksBack = 50;

    private readonly string _folder = Path.Combine(store, "runs");

    /// <summary>Names of all runs, oldest first.</summary>
    public IReadOnlyList<string> Ids => Directory.Exists(_folder)
        ? [.. Directory.GetFiles(_folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Adds a run, unless the newest one of its kind gave the very same: a command that found everything up to date is no run of its own.</summary>
    /// <param name="record">The run; its name gets a number if another run has it.</param>
    /// <returns>The record under which the run is found.</returns>
    public RunRecord Add(RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        RunRecord? last = Ids.Reverse().Take(LooksBack).Select(Read).FirstOrDefault(other => other.Profile == record.Profile && other.Label == record.Label);
        if (last?.IsSameAs(record) == true)
        {
            return last;
        }

        string id = record.Id;
        for (int number = 2; File.Exists(PathOf(id)); number++)
        {
            id = $"{record.Id}-{number}";
        }

        RunRecord named = record with { Id = id };
        DurableFiles.WriteText(PathOf(id), named.ToJson());
        return named;
    }

    /// <summary>Finds a run.</summary>
    /// <param name="name">Its name; a profile, for its newest command; "last" or "previous" for the newest command and the one before.</param>
    /// <exception cref="OptionsException">There is no such run.</exception>
    public RunRecord Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        RunRecord? found = Ids.Contains(name) ? Read(name) : name switch
        {
            "last" => Commands().FirstOrDefault(),
            "previous" => Commands().Skip(1).FirstOrDefault(),
            _ => Commands().FirstOrDefault(record => record.Profile == Path.GetFileNameWithoutExtension(name)),
        };
        return found ?? throw new OptionsException($"--runs: there is no run '{name}' in {_folder}. {Known()}");
    }

    /// <summary>The record of a run.</summary>
    /// <exception cref="ArtifactException">Its file is damaged.</exception>
    public RunRecord Read(string id) => RunRecord.FromJson(File.ReadAllText(PathOf(id)))
        ?? throw new ArtifactException($"{PathOf(id)}: not the record of a run. Delete the file; nothing but the memory of that run is lost.");

    private IEnumerable<RunRecord> Commands() => Ids.Reverse().Select(Read).Where(record => record.Label.Length == 0);

    private string PathOf(string id) => Path.Combine(_folder, id + ".json");

    private string Known() => Ids is { Count: > 0 } ids
        ? $"Name one of {string.Join(", ", ids.TakeLast(Listed).Reverse())}{(ids.Count > Listed ? " (newest first)" : "")}, a profile, last or previous (the newest command and the one before; variants of ablations have names alone)."
        : "Runs are recorded from the first command on, like --target=Report.";
}
