using System.IO;
using AligNet.Domain;
using AligNet.Stages;

namespace AligNet.Pipeline;

/// <summary>The options of a run: defaults of the code, then stages/*.toml, then the profile, then --set.</summary>
public sealed class PipelineOptions
{
    /// <summary>Sections that belong to no node.</summary>
    internal static readonly IReadOnlyDictionary<string, Type> SharedSections =
        new Dictionary<string, Type> { ["data"] = typeof(DataOptions), ["runtime"] = typeof(RuntimeOptions), ["cache"] = typeof(CacheOptions), [SlurmSection] = typeof(SlurmOptions) };

    private const string SlurmSection = "slurm";

    private readonly Dictionary<string, IStageOptions> _sections;

    // Few commands ask for them, and a property that is set a second time has code made for that on the spot.
    private readonly Lazy<Dictionary<string, IStageOptions>> _defaults;

    private readonly Dictionary<string, SortedDictionary<string, string>> _canonical = [];

    private PipelineOptions(
        Dictionary<string, IStageOptions> sections, Lazy<Dictionary<string, IStageOptions>> defaults, IReadOnlyDictionary<string, SlurmJobOptions> slurmJobs,
        string profile, string dataRoot, IReadOnlyList<(string, string, string)> given)
    {
        (_sections, _defaults, SlurmJobs, Profile, DataRoot, Given) = (sections, defaults, slurmJobs, profile, dataRoot, given);
        Data = (DataOptions)sections["data"] is { Source: DataSource.Simulated } simulated
            ? DataOptions.OfSimulatedStudy with { LabelSource = simulated.LabelSource, Distillation = simulated.Distillation }
            : (DataOptions)sections["data"];
    }

    /// <summary>The options of stages that the profile or the command line sets and that can change a result: section, key, and where.</summary>
    internal IReadOnlyList<(string Section, string Key, string Origin)> Given { get; }

    /// <summary>The profile as the user named it.</summary>
    public string Profile { get; }

    /// <summary>Full path that the data's relative paths start from.</summary>
    public string DataRoot { get; }

    /// <summary>Where the data lie.</summary>
    public DataOptions Data { get; }

    /// <summary>How to run.</summary>
    public RuntimeOptions Runtime => (RuntimeOptions)_sections["runtime"];

    /// <summary>How long to wait for caches.</summary>
    public CacheOptions Cache => (CacheOptions)_sections["cache"];

    /// <summary>How stages are run as Slurm jobs.</summary>
    public SlurmOptions Slurm => (SlurmOptions)_sections[SlurmSection];

    /// <summary>For every node whether it is a Slurm job, and what the job gets.</summary>
    public IReadOnlyDictionary<string, SlurmJobOptions> SlurmJobs { get; }

    /// <summary>The options of a section.</summary>
    public IStageOptions this[string section] => _sections[section];

    /// <summary>The options of a section that can change a result, as canonical text.</summary>
    internal SortedDictionary<string, string> Canonical(string section)
    {
        if (!_canonical.TryGetValue(section, out SortedDictionary<string, string>? canonical))
        {
            _canonical[section] = canonical = OptionBinder.Canonical(_sections[section]);
        }

        return canonical;
    }

    /// <summary>The options of a section that differ from their defaults (those of stages/*.toml), as canonical text.</summary>
    /// <param name="section">The section.</param>
    /// <param name="values">Its options as a manifest keeps them.</param>
    internal IReadOnlyList<(string Key, string Value, string Default)> Changed(string section, IReadOnlyDictionary<string, string> values)
    {
        SortedDictionary<string, string> defaults = OptionBinder.Canonical(_defaults.Value[section]);
        return [.. values.Where(value => defaults.GetValueOrDefault(value.Key) != value.Value).Select(value => (value.Key, value.Value, defaults.GetValueOrDefault(value.Key, "")))];
    }

    /// <summary>Every section with the type of its options, in the graph's order.</summary>
    public static IReadOnlyDictionary<string, Type> SectionsOf(IReadOnlyList<StageNode> nodes) => SharedSections
        .Concat(nodes.Select(node => KeyValuePair.Create(node.Section, node.Stage.OptionsType)))
        .DistinctBy(pair => pair.Key)
        .ToDictionary();

    /// <summary>Reads and checks everything before anything runs.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="nodes">The graph, which determines the sections.</param>
    /// <exception cref="OptionsException">One message with every fault found.</exception>
    public static PipelineOptions Load(PipelineArguments arguments, IReadOnlyList<StageNode> nodes)
    {
        List<string> faults = [];
        PipelineOptions options = Load(arguments, nodes, faults);
        return faults.Count == 0 ? options : throw new OptionsException(string.Join(Environment.NewLine, faults));
    }

    /// <summary>Reads everything and lists the faults instead of throwing them; an option with a fault keeps its default.</summary>
    /// <exception cref="OptionsException">There is no such profile, or a file is no TOML.</exception>
    internal static PipelineOptions Load(PipelineArguments arguments, IReadOnlyList<StageNode> nodes, List<string> faults)
    {
        IReadOnlyDictionary<string, Type> known = SectionsOf(nodes);
        string stages = Path.Combine(arguments.RepositoryRoot, "stages");
        Dictionary<string, Dictionary<string, OptionValue>> given = known.Keys.Concat(nodes.Select(SlurmSectionOf)).ToDictionary(section => section, _ => new Dictionary<string, OptionValue>());
        (string profileFile, string shownAs) = FindProfile(stages, arguments.Profile ?? "simulated");
        string profileFolder = Path.GetDirectoryName(profileFile)!;
        foreach (string section in known.Keys)
        {
            string file = Path.Combine(stages, section + ".toml");
            if (File.Exists(file))
            {
                // Paths in the defaults start from the profile, as those in the profile do.
                Merge(OptionFile.Read(file, $"stages/{section}.toml", section).Select(option => (option.Section, option.Key, option.Value with { Folder = profileFolder })));
            }
        }

        // Faults of the defaults are found with those of the profile, below.
        Dictionary<string, Dictionary<string, OptionValue>> inFiles = given.ToDictionary(section => section.Key, section => new Dictionary<string, OptionValue>(section.Value));
        var defaults = new Lazy<Dictionary<string, IStageOptions>>(
            () => known.ToDictionary(section => section.Key, section => OptionBinder.Bind(section.Key, section.Value, inFiles[section.Key], [])));
        List<(string Section, string Key, OptionValue Value)> set = [.. OptionFile.Read(profileFile, shownAs, null), .. arguments.Set.Select(ParseSet)];
        Merge(set);
        string rootFolder = given["data"].TryGetValue("root", out OptionValue? root) ? root.Folder : profileFolder;
        Dictionary<string, IStageOptions> sections = known.ToDictionary(
            section => section.Key, section => OptionBinder.Bind(section.Key, section.Value, given[section.Key], faults));
        return new PipelineOptions(
            sections, defaults, BindSlurmJobs(nodes, given, faults), arguments.Profile ?? "simulated", Path.GetFullPath(Path.Combine(rootFolder, ((DataOptions)sections["data"]).Root)),
            [
                .. set.Where(option => sections.TryGetValue(option.Section, out IStageOptions? section) && OptionBinder.IsKeyed(section.GetType(), option.Key))
                    .Select(option => (option.Section, option.Key, option.Value.Origin)),
            ]);

        void Merge(IEnumerable<(string Section, string Key, OptionValue Value)> values)
        {
            foreach ((string section, string key, OptionValue value) in values.Select(Placed))
            {
                if (given.TryGetValue(section, out Dictionary<string, OptionValue>? keys))
                {
                    keys[key] = value;
                }
                else
                {
                    bool ofSlurm = section.StartsWith(SlurmSection + ".", StringComparison.Ordinal);
                    faults.Add($"{value.Origin}: there is no section '{section}'.{NearestName.Hint(section, [.. given.Keys.Where(name => ofSlurm == name.Contains('.'))])}");
                }
            }
        }
    }

    /// <summary>What a node's job gets: [slurm.cluster] before [slurm].</summary>
    private static Dictionary<string, SlurmJobOptions> BindSlurmJobs(
        IReadOnlyList<StageNode> nodes, Dictionary<string, Dictionary<string, OptionValue>> given, List<string> faults)
    {
        IReadOnlyList<string> own = OptionBinder.Keys(typeof(SlurmJobOptions));
        Dictionary<string, SlurmJobOptions> jobs = [];
        List<string> found = [];
        foreach (StageNode node in nodes)
        {
            string section = SlurmSectionOf(node);
            var values = given[SlurmSection].Where(option => own.Contains(option.Key)).ToDictionary();
            foreach ((string key, OptionValue value) in given[section])
            {
                values[key] = value;
            }

            var options = (SlurmJobOptions)OptionBinder.Bind(section, typeof(SlurmJobOptions), values, found);
            if (options.Shards > 1 && node.Stage is not IShardedStage)
            {
                string[] sharded = [.. nodes.Where(other => other.Stage is IShardedStage).Select(other => other.Name)];
                found.Add($"{values["shards"].Origin}: {section}.shards: {node.Name} does not work in shards; {string.Join(", ", sharded)} do.");
            }

            jobs[node.Name] = options;
        }

        // A fault in [slurm] is a fault of every node; it is told once, with the section that it stands in.
        faults.AddRange(found.Where(fault => !faults.Exists(told => told.Split(':')[0] == fault.Split(':')[0])).ToArray());
        return jobs;
    }

    private static string SlurmSectionOf(StageNode node) => $"{SlurmSection}.{node.Name}";

    /// <summary>"slurm" and "cluster.memory" is "slurm.cluster" and "memory", however it was written.</summary>
    private static (string Section, string Key, OptionValue Value) Placed((string Section, string Key, OptionValue Value) option) =>
        option.Section == SlurmSection && option.Key.Split('.') is [var node, var key] ? ($"{SlurmSection}.{node}", key, option.Value) : option;

    private static (string File, string ShownAs) FindProfile(string stages, string profile)
    {
        string folder = Path.Combine(stages, "profiles");
        if (profile.EndsWith(".toml", StringComparison.OrdinalIgnoreCase))
        {
            return File.Exists(profile)
                ? (Path.GetFullPath(profile), profile)
                : throw new OptionsException($"--profile={profile}: there is no such file.");
        }

        string file = Path.Combine(folder, profile + ".toml");
        if (File.Exists(file))
        {
            return (file, $"stages/profiles/{profile}.toml");
        }

        string[] profiles = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.toml").Select(path => Path.GetFileNameWithoutExtension(path)!)] : [];
        throw new OptionsException(
            $"--profile={profile}: there is no profile of that name.{NearestName.Hint(profile, profiles)} A file of your own is named by its path, ending in .toml.");
    }

    private static (string Section, string Key, OptionValue Value) ParseSet(string text)
    {
        string[] halves = text.Split('=', 2);
        string[] name = halves[0].Trim().Split('.', 2);
        return halves.Length == 2 && name.Length == 2
            ? (name[0], name[1], new OptionValue(OptionFile.ParseValue(halves[1].Trim()), $"--set {text}", Environment.CurrentDirectory))
            : throw new OptionsException($"--set {text}: expected section.key=value, like cluster.k=40.");
    }
}
