using System.IO;
using AligNet.Domain;
using AligNet.EndToEnd.Tests.Driver;
using AligNet.Pipeline;
using AligNet.Pipeline.Planning;
using AligNet.Pipeline.Slurm;

namespace AligNet.EndToEnd.Tests.Slurm;

/// <summary>A run through a fake cluster: the real graph and options, and a plan in which nodes run until their job has ended well.</summary>
internal sealed class SlurmBench : IDisposable, IStageProgress
{
    private readonly string _store = Directory.CreateTempSubdirectory("alignet slurm ").FullName;
    private readonly HashSet<string> _done = [];

    public SlurmBench(params string[] set)
    {
        Options = Load(["slurm.poll_seconds=0.001", .. set]);
        Slurm.Ended = name => _done.Add(name);
    }

    public FakeSlurm Slurm { get; } = new();

    public PipelineOptions Options { get; }

    public List<string> Log { get; } = [];

    /// <summary>The nodes that would run at first.</summary>
    public string[] Running { get; set; } = [.. StageCatalog.Nodes.Select(node => node.Name)];

    public SlurmFolder? Folder { get; private set; }

    public static PipelineOptions Load(params string[] set) =>
        PipelineOptions.Load(new PipelineArguments { RepositoryRoot = Repository.Root, Set = set }, StageCatalog.Nodes);

    public bool Run() => RunUntil(TestContext.Current.CancellationToken);

    public bool RunUntil(CancellationToken cancellation) => new SlurmRun(
        Slurm, Options, StageCatalog.Nodes, Plan, (job, _) => ["driver", $"--target={job.Node}"], "/work", this).Run(
        () => Folder = SlurmFolder.Create(_store, "driver", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), cancellation);

    public IReadOnlyList<SlurmJob> Jobs() => SlurmGraph.Of(Plan(), Options, StageCatalog.Nodes);

    public void Dispose() => Directory.Delete(_store, recursive: true);

    void IStageProgress.Log(string line) => Log.Add(line);

    void IStageProgress.Report(string phase, long done, long total, string unit, string? detail)
    {
    }

    private PipelinePlan Plan() => new("simulated",
        [.. StageCatalog.Nodes.Select(node => new PlanEntry(node.Name, Running.Contains(node.Name) && !_done.Contains(node.Name) ? PlanState.Run : PlanState.HitLocal, "", [], null, null))]);
}
