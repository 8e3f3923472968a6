using System.IO;
using AligNet.Artifacts;
using AligNet.Artifacts.Caching;
using AligNet.Domain;
using AligNet.Pipeline.Code;
using AligNet.Pipeline.Planning;
using AligNet.Pipeline.Runs;
using AligNet.Stages;

namespace AligNet.Pipeline;

/// <summary>One command's work with the pipeline: options read and checked, the store open, nodes run in the order asked.</summary>
public sealed class PipelineSession : IDisposable
{
    private readonly StatCache _stats;
    private readonly StageRunner _runner;
    private readonly List<StageOutcome> _outcomes = [];
    private readonly Dictionary<string, StageAction> _run = [];
    private readonly IReadOnlyList<string> _set;
    private readonly DateTimeOffset _started = TimeProvider.System.GetUtcNow();
    private readonly IStageProgress _progress;
    private Dictionary<string, PlanEntry> _elsewhere = [];
    private HashSet<string>? _needed;

    private PipelineSession(PipelineOptions options, string artifacts, IReadOnlyList<string> set, StatCache stats, CacheChain caches, StageRunner runner, IStageProgress progress)
    {
        (Options, ArtifactsFolder, _set, _stats, Caches, _runner, _progress) = (options, artifacts, set, stats, caches, runner, progress);
    }

    /// <summary>The options of this run.</summary>
    public PipelineOptions Options { get; }

    /// <summary>Folder of the store.</summary>
    public string ArtifactsFolder { get; }

    /// <summary>The caches of this run; empty when the command line names none.</summary>
    public CacheChain Caches { get; }

    /// <summary>The graph.</summary>
    public IReadOnlyList<StageNode> Nodes => StageCatalog.Nodes;

    /// <summary>What became of each node so far, in order.</summary>
    public IReadOnlyList<StageOutcome> Outcomes => _outcomes;

    /// <summary>Reads the options and opens the store.</summary>
    /// <exception cref="OptionsException">An option, the profile or a folder cannot be used; one message with every fault.</exception>
    public static PipelineSession Open(PipelineArguments arguments, IStageProgress progress)
    {
        PipelineOptions options = PipelineOptions.Load(arguments, StageCatalog.Nodes);
        string artifacts = Path.GetFullPath(arguments.ArtifactsFolder ?? Path.Combine(arguments.RepositoryRoot, "artifacts"));
        try
        {
            Directory.CreateDirectory(artifacts);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OptionsException($"{artifacts}: the store cannot be created ({exception.Message}). Name another folder with --store=DIR.", exception);
        }

        var stats = new StatCache(Path.Combine(artifacts, ".stat-cache"), TimeProvider.System);
        var signer = CacheSigningKey.Load(arguments.CacheKeyFile, Environment.GetEnvironmentVariable(CacheSigningKey.Variable));
        var caches = new CacheChain(arguments.Caches, LimitsOf(options.Cache), S3Of(options.Cache), signer, progress.Log);
        var runner = new StageRunner(
            StageCatalog.Nodes, options, new ArtifactStore(artifacts, stats), new StageCache(caches), stats, new CodeIdentities(Path.Combine(artifacts, ".code")), progress, TimeProvider.System, arguments.Verify);
        return new PipelineSession(options, artifacts, arguments.Set, stats, caches, runner, progress);
    }

    /// <summary>From now on only these nodes, and what they read under this profile, are run or planned. Cake's order is one for all
    /// profiles, so it also names nodes that another profile's nodes would read.</summary>
    /// <param name="targets">Names of nodes; none: no limit.</param>
    public void LimitTo(IEnumerable<string> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        HashSet<string> needed = NeededBy(targets);
        _needed = needed.Count > 0 ? needed : null;
    }

    /// <summary>Brings a node up to date, given that the nodes before it are.</summary>
    /// <param name="node">Name of the node.</param>
    /// <param name="requested">Whether the user asked for this very node.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    /// <exception cref="PipelineException">What the user gave cannot be used.</exception>
    public StageOutcome Run(string node, bool requested, CancellationToken cancellation = default)
    {
        StageOutcome outcome = Told(IsNeeded(node) ? _runner.Run(node, requested, cancellation) : NotNeeded(node));
        _outcomes.Add(outcome);
        _run[node] = outcome.Action;
        return outcome;
    }

    /// <summary>Notes that other processes have since run what a plan of this session said: their nodes count as run, not as up to date.</summary>
    public void RanElsewhere(PipelinePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _elsewhere = plan.Entries.Where(entry => entry.MayRun).ToDictionary(entry => entry.Node);
    }

    /// <summary>Brings a node up to date with all that it reads.</summary>
    /// <param name="node">Name of the node.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    /// <exception cref="PipelineException">What the user gave cannot be used.</exception>
    public void RunUpTo(string node, CancellationToken cancellation = default)
    {
        HashSet<string> wanted = NeededBy([node]);
        foreach (StageNode step in Nodes.Where(step => wanted.Contains(step.Name) && Outcomes.All(outcome => outcome.Node != step.Name)))
        {
            Run(step.Name, step.Name == node, cancellation);
        }
    }

    /// <summary>Says what would become of every node, and runs nothing.</summary>
    /// <param name="requested">The nodes that are asked for; none: whichever nothing else reads.</param>
    /// <param name="alone">Whether only those nodes are asked for, without what they read.</param>
    public PipelinePlan Plan(IEnumerable<string> requested, bool alone = false)
    {
        HashSet<string> asked = [.. requested];
        HashSet<string> needed = asked.Count == 0 ? [.. Nodes.Select(node => node.Name)] : alone ? asked : NeededBy(asked);
        return _runner.Plan(needed, asked);
    }

    /// <summary>Makes one part of the shards of a node.</summary>
    /// <exception cref="PipelineException">What the user gave cannot be used.</exception>
    public void RunShards(string node, int part, int parts, CancellationToken cancellation = default) => _runner.RunShards(node, part, parts, cancellation);

    /// <summary>Fingerprints of the artifacts that all nodes have under the current options, where they are up to date.</summary>
    public IEnumerable<string> CurrentFingerprints() => Nodes.Select(node => _runner.RecordOf(node.Name)).OfType<Manifest>().Select(manifest => manifest.Fingerprint);

    /// <summary>Options that the profile or the command line sets and that no stage of this run read: they changed nothing. One line each.</summary>
    public IReadOnlyList<string> UnreadOptions()
    {
        List<string> lines = [];
        foreach ((string section, string key, string origin) in Options.Given)
        {
            StageNode[] nodes = [.. Nodes.Where(node => node.Section == section && node.IsIn(Options.Data))];
            Manifest?[] settled = [.. nodes.Select(node => Outcomes.Any(outcome => outcome.Node == node.Name) ? _runner.RecordOf(node.Name) : null)];
            if (nodes.Length > 0 && settled.All(manifest => manifest is not null && !manifest.Leaves.ContainsKey(KeyLeaf.Option(key))))
            {
                lines.Add($"{origin}: {section}.{key} is set, and nothing read it: with the other options as they are it changes nothing.");
            }
        }

        return lines;
    }

    /// <summary>Every leaf in which a node's key differs from an earlier run's; null when the nodes before it are not up to date.</summary>
    public IReadOnlyList<string>? Explain(string node, KeyRecord? against) => _runner.Explain(node, against);

    /// <summary>The artifact that a node has under the current options, or null.</summary>
    public ArtifactLocation? Current(string node) => _runner.Current(node);

    /// <summary>The record of a node and of everything that it reads, directly or through others, in the graph's order; null when one of them is not
    /// up to date.</summary>
    public IReadOnlyList<(StageNode Node, Manifest Manifest)>? Lineage(string node)
    {
        HashSet<string> needed = NeededBy([node]);
        (StageNode Node, Manifest? Manifest)[] found = [.. Nodes.Where(step => needed.Contains(step.Name)).Select(step => (step, _runner.RecordOf(step.Name)))];
        return found.All(step => step.Manifest is not null) ? [.. found.Select(step => (step.Node, step.Manifest!))] : null;
    }

    /// <summary>Adds what this session ran, or found up to date, to the store's log of runs.</summary>
    /// <param name="label">What the run is part of; empty for a command of its own.</param>
    /// <returns>The run's record, or null when nothing was run.</returns>
    public RunRecord? Record(string label = "")
    {
        RunNode[] nodes =
        [
            .. Nodes.Where(node => _run.GetValueOrDefault(node.Name, StageAction.NotNeeded) is StageAction.Ran or StageAction.UpToDate or StageAction.Restored)
                .Select(node => RunNode.Of(node, _run[node.Name], _runner.RecordOf(node.Name)!)),
        ];
        string profile = Path.GetFileNameWithoutExtension(Options.Profile);
        return nodes.Length == 0 ? null : StoreFault.Explained(ArtifactsFolder, "record of the run", () => new RunLog(ArtifactsFolder).Add(new RunRecord
        {
            Id = $"{_started:yyyyMMdd-HHmmss-fff}-{profile}", Started = _started, Ended = TimeProvider.System.GetUtcNow(),
            Profile = profile, Label = label, Set = _set, Nodes = nodes,
        }));
    }

    /// <summary>Saves the hashes of source files for the next run.</summary>
    public void Dispose()
    {
        try
        {
            _stats.Save();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _progress.Log($"{ArtifactsFolder}: the hashes of files cannot be remembered ({exception.Message.TrimEnd('.')}), so the next run reads them again.");
        }

        Caches.Dispose();
    }

    private static CacheLimits LimitsOf(CacheOptions options) => new()
    {
        Connect = TimeSpan.FromSeconds(options.ConnectSeconds),
        Idle = TimeSpan.FromSeconds(options.IdleSeconds),
        Total = TimeSpan.FromSeconds(options.TotalSeconds),
        Failures = options.Failures,
        Parallel = options.Parallel,
    };

    private static S3Settings S3Of(CacheOptions options) => new() { Endpoint = options.S3Endpoint, Region = options.S3Region, PathStyle = options.S3PathStyle };

    /// <summary>Nodes, and all that they read under this profile.</summary>
    private HashSet<string> NeededBy(IEnumerable<string> targets)
    {
        HashSet<string> needed = [];
        foreach (string target in targets)
        {
            Need(target);
        }

        return needed;

        void Need(string name)
        {
            if (needed.Add(name))
            {
                foreach (ArtifactInput input in Nodes.Single(node => node.Name == name).Inputs(Options.Data).OfType<ArtifactInput>())
                {
                    Need(input.Node);
                }
            }
        }
    }

    /// <summary>A node that is not in the profile counts as needed: the runner says so better.</summary>
    private bool IsNeeded(string name) => _needed?.Contains(name) != false || !Nodes.Single(node => node.Name == name).IsIn(Options.Data);

    private StageOutcome Told(StageOutcome outcome) =>
        outcome.Action == StageAction.UpToDate && _elsewhere.TryGetValue(outcome.Node, out PlanEntry? planned) && _runner.RecordOf(outcome.Node) is { } made && made.Ended >= _started
            ? outcome with { Action = StageAction.Ran, Reason = planned.Reason.Length > 0 ? $"{planned.Reason}; in a job" : "in a job", Duration = made.Ended - made.Started }
            : outcome;

    private static StageOutcome NotNeeded(string node) =>
        new(node, StageAction.NotNeeded, "nothing that was asked for reads it under this profile", TimeSpan.Zero, null, null);
}
