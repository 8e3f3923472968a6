using System.IO;
using AligNet.Artifacts;
using AligNet.Artifacts.Caching;
using AligNet.Domain;
using AligNet.Pipeline;
using AligNet.Pipeline.Code;
using AligNet.Pipeline.Planning;
using AligNet.Stages;

namespace AligNet.Tests.Pipeline;

/// <summary>A chain of three stages over a folder of text files, run against a real store: gather (lists the files' contents),
/// count (the number of lines), report (the count times an option); and two that only some tests run: tally (as count), index (in shards). Each run is a fresh session, as a command would be.</summary>
public sealed class ToyPipeline : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ToyPipeline()
    {
        Directory.CreateDirectory(_folder["stages/profiles"]);
        Directory.CreateDirectory(_folder["data"]);
        File.WriteAllText(_folder["stages/profiles/toy.toml"], "[data]\nsource = \"files\"\nroot = \"../../data\"\nobjects = \"a.txt\"\n");
        File.WriteAllText(_folder["data/a.txt"], "one\ntwo\n");
        File.WriteAllText(_folder["data/b.txt"], "three\n");
        Age(_folder["data/a.txt"]);
        Age(_folder["data/b.txt"]);
    }

    public List<string> Log { get; } = [];

    public string Data(string name) => Path.Combine(_folder["data"], name);

    public string Profile => _folder["stages/profiles/toy.toml"];

    /// <summary>The store's folder.</summary>
    public string Artifacts { get => field ??= _folder["artifacts"]; set; }

    public string Folder => _folder.Path;

    public int GatherVersion { get; set; } = 1;

    public string? Cache { get; set; }

    /// <summary>The clock of the runs.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>How many shards "index" has made.</summary>
    public int ShardsMade { get; set; }

    public Action? DuringCount { get; set; }

    public Action? DuringGather { get; set; }

    /// <summary>Puts a file's times well before now, as files of a data set are.</summary>
    public static void Age(string path) => File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    /// <summary>Runs the chain and returns the nodes that ran.</summary>
    public string[] Run(params string[] set) => [.. RunAll(set).Where(outcome => outcome.Action == StageAction.Ran).Select(outcome => outcome.Node)];

    public IReadOnlyList<StageOutcome> RunAll(string[] set, bool verify = false, string[]? nodes = null, bool saves = true)
    {
        using Session session = Open(set, verify, saves);
        return [.. (nodes ?? ["gather", "count", "report"]).Select(node => session.Runner.Run(node, node is "report" or "tally" or "index", CancellationToken.None))];
    }

    public IReadOnlyList<PlanEntry> Plan(params string[] set)
    {
        using Session session = Open(set, verify: false);
        return session.Runner.Plan(new HashSet<string> { "gather", "count", "report", "tally", "index" }, new HashSet<string> { "report", "tally", "index" }).Entries;
    }

    /// <summary>Nodes that were made again since the last call because another one read them.</summary>
    public IReadOnlyList<string> BroughtBack()
    {
        string[] nodes = [.. Log.Where(line => line.EndsWith("is brought back.", StringComparison.Ordinal)).Select(line => line.Split("its input ")[1].Split(' ')[0])];
        Log.Clear();
        return nodes;
    }

    public string ArtifactOf(string node, params string[] set)
    {
        using Session session = Open(set, verify: false);
        return session.Runner.Current(node)!.Folder;
    }

    public string Result(params string[] set) => File.ReadAllText(Path.Combine(ArtifactOf("report", set), "report.txt"));

    public void Dispose() => _folder.Dispose();

    private CacheChain CachesOf(string? folder) =>
        new(folder is null ? [] : [CacheLocation.Parse(folder, Directory.GetCurrentDirectory())], new CacheLimits(), new S3Settings(), null, Log.Add);

    private Session Open(string[] set, bool verify, bool saves = true)
    {
        StageNode[] nodes =
        [
            new("gather", "", new GatherStage(this), _ => []),
            new("count", "", new CountStage(this), _ => [new ArtifactInput("lines", "gather", "lines.txt")]),
            new("report", "", new ReportStage(), _ => [new ArtifactInput("count", "count", "count.txt")]),
            new("tally", "", new CountStage(this), _ => [new ArtifactInput("lines", "gather", "lines.txt")], "tally"),
            new("index", "", new ToyIndexStage(count => ShardsMade += count), _ => [new ArtifactInput("lines", "gather", "lines.txt")]),
        ];
        var arguments = new PipelineArguments { RepositoryRoot = _folder.Path, Profile = Profile, Set = set };
        PipelineOptions options = PipelineOptions.Load(arguments, nodes);
        var stats = new StatCache(Path.Combine(Artifacts, ".stat-cache"), TimeProvider.System);
        var runner = new StageRunner(
            nodes, options, new ArtifactStore(Artifacts, stats), new StageCache(CachesOf(Cache)), stats, new CodeIdentities(Path.Combine(Artifacts, ".code")), new ListProgress(Log), Time, verify);
        return new Session(runner, saves ? stats : null);
    }

    public sealed record GatherOptions : StageOptions
    {
        public bool Upper { get => Read(field); init; }

        public override IEnumerable<string> Errors() => [];
    }

    public sealed record CountOptions : StageOptions
    {
        public string Separator { get => Read(field); init; } = "\n";

        public string Note { get => Read(field); init; } = "";

        public string Unread { get => Read(field); init; } = "";

        /// <summary>Read only where the separator is a comma.</summary>
        public bool Trim { get => Read(field); init; }

        public override IEnumerable<string> Errors() => [];
    }

    public sealed record ReportOptions : StageOptions
    {
        public double Factor { get => Read(field); init; } = 1;

        [NotKeyed]
        public int Speed { get => Read(field); init; } = 1;

        public override IEnumerable<string> Errors()
        {
            if (Factor < 0)
            {
                yield return $"factor: expected 0 or more, found {Factor}.";
            }
        }
    }

    private sealed class GatherStage(ToyPipeline toy) : Stage<GatherOptions>, IReadsSources
    {
        public override string Name => "gather";

        public override int? PinnedCode => toy.GatherVersion;

        public override IReadOnlyList<string> Outputs => ["lines.txt"];

        public IReadOnlyList<SourceInput> Sources(DataOptions data, IStageOptions options, string dataRoot) =>
            [new("texts", [.. Directory.GetFiles(dataRoot).Select(file => (Path.GetFileName(file), file))], IsSet: true)];

        protected override void Run(StageContext context, GatherOptions options)
        {
            toy.DuringGather?.Invoke();
            string text = string.Concat(Directory.GetFiles(context.DataRoot).Order(StringComparer.Ordinal).Select(File.ReadAllText));
            File.WriteAllText(context.Output("lines.txt"), options.Upper ? text.ToUpperInvariant() : text);
        }
    }

    private sealed class CountStage(ToyPipeline toy) : Stage<CountOptions>
    {
        public override string Name => "count";

        public override IReadOnlyList<string> Outputs => ["count.txt"];

        protected override void Run(StageContext context, CountOptions options)
        {
            toy.DuringCount?.Invoke();
            string text = File.ReadAllText(context.Input("lines"));
            text = options.Separator == "," && options.Trim ? text.Trim() : text;
            context.Progress.Log(options.Note);
            File.WriteAllText(context.Output("count.txt"), text.Split(options.Separator).Length.ToString());
        }
    }

    private sealed class ReportStage : Stage<ReportOptions>
    {
        public override string Name => "report";

        public override IReadOnlyList<string> Outputs => ["report.txt"];

        protected override void Run(StageContext context, ReportOptions options) =>
            File.WriteAllText(context.Output("report.txt"), (int.Parse(File.ReadAllText(context.Input("count"))) * options.Factor).ToString());
    }

    private sealed class Session(StageRunner runner, StatCache? stats) : IDisposable
    {
        public StageRunner Runner { get; } = runner;

        public void Dispose() => stats?.Save();
    }

    private sealed class ListProgress(List<string> log) : IStageProgress
    {
        public void Report(string phase, long done, long total, string unit, string? detail = null)
        {
        }

        public void Log(string line) => log.Add(line);
    }
}
