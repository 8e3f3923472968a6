using System.IO;
using AligNet.Artifacts;
using AligNet.Artifacts.Caching;
using AligNet.Chain;
using AligNet.Domain;
using AligNet.Pipeline;
using AligNet.Pipeline.Code;

// A chain of three steps on the store and the runner of the library, each run a process of its own: AligNet.Chain FOLDER [report.factor=2].
// It prints the steps that ran as "1 2 3", then what each step gives now: name and file.
string folder = Path.GetFullPath(args[0]);
StageNode[] nodes =
[
    new("gather", "", new GatherStage(), _ => []),
    new("count", "", new CountStage(), _ => [new ArtifactInput("lines", "gather", "lines.txt")]),
    new("report", "", new ReportStage(), _ => [new ArtifactInput("count", "count", "count.txt")]),
];
try
{
    var options = PipelineOptions.Load(new PipelineArguments { RepositoryRoot = folder, Profile = Path.Combine(folder, "chain.toml"), Set = args[1..] }, nodes);
    string store = Path.Combine(folder, "artifacts");
    var stats = new StatCache(Path.Combine(store, ".stat-cache"), TimeProvider.System);
    using var caches = new CacheChain([], new CacheLimits(), new S3Settings(), null, Console.Error.WriteLine);
    var runner = new StageRunner(
        nodes, options, new ArtifactStore(store, stats), new StageCache(caches), stats, new CodeIdentities(Path.Combine(store, ".code")), NoProgress.Instance, TimeProvider.System, verify: false);
    StageOutcome[] outcomes = [.. nodes.Select(node => runner.Run(node.Name, node.Name == "report", CancellationToken.None))];
    stats.Save();
    Console.WriteLine(string.Join(' ', outcomes.Index().Where(step => step.Item.Action == StageAction.Ran).Select(step => step.Index + 1)));
    foreach ((StageNode node, StageOutcome outcome) in nodes.Zip(outcomes))
    {
        Console.WriteLine($"{node.Name} {Path.Combine(outcome.ArtifactFolder!, node.Stage.Outputs[0])}");
    }

    return 0;
}
catch (PipelineException fault)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}
