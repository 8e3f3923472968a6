using System.IO;
using AligNet.Artifacts.Caching;
using AligNet.Build.Console;
using AligNet.Build.Inspection;
using AligNet.Build.Slurm;
using AligNet.Domain;
using AligNet.Pipeline;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace AligNet.Build;

/// <summary>What tasks share: the command line, the repository's folder and the pipeline's session.</summary>
public sealed class PipelineContext : FrostingContext
{
    private PipelineSession? _session;
    private HashSet<string>? _requested;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="OptionsException">An option that does not exist.</exception>
    public PipelineContext(ICakeContext context)
        : base(context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentCheck.Check(context.Arguments);
        Root = FindRoot(AppContext.BaseDirectory);
        Progress = ProgressDisplay.ForThisConsole();
        if (UsesSlurm)
        {
            new SlurmExecutor(this).Check();
        }

        if (RunsStages)
        {
            // Before any heading, so that a fault in the profile or in an option is all that is printed.
            _ = Session;
        }
    }

    /// <summary>The repository's folder.</summary>
    public string Root { get; }

    /// <summary>Where stages report how far they are.</summary>
    public ProgressDisplay Progress { get; }

    /// <summary>The store's folder.</summary>
    public string StoreFolder => Path.GetFullPath(Argument("store") ?? Path.Combine(Root, "artifacts"));

    /// <summary>The tasks that the user asked for.</summary>
    public IReadOnlyList<string> Targets => Arguments.GetArguments("target") is { Count: > 0 } given ? [.. given] : ["Default"];

    /// <summary>The pipeline under the profile and the options of the command line; opened on first use.</summary>
    /// <exception cref="OptionsException">A profile or an option that cannot be used.</exception>
    public PipelineSession Session => _session ??= OpenSession();

    /// <summary>Whether a session has been opened.</summary>
    public bool HasSession => _session is not null;

    /// <summary>Whether Cake prints a heading for each task.</summary>
    public bool ShowsHeadings => Log.Verbosity >= Verbosity.Normal;

    /// <summary>Whether long stages are Slurm jobs.</summary>
    public bool UsesSlurm => Argument("executor") == "slurm";

    /// <summary>The folder of the run that this process is a job of, or null.</summary>
    private string? JobFolder => Argument(RunningJob.Option);

    /// <summary>Runs the long stages as jobs, where the command line asks for that.</summary>
    /// <exception cref="CakeException">The user stopped it.</exception>
    public void RunJobs()
    {
        if (UsesSlurm && RunsStages)
        {
            _ = Interruptible(_ =>
            {
                new SlurmExecutor(this).Run();
                return 0;
            });
        }
    }

    /// <summary>Runs a stage, or finds it up to date, and prints which.</summary>
    /// <param name="node">The stage's name in the catalogue.</param>
    public void RunStage(string node)
    {
        try
        {
            Interrupt.Token.ThrowIfCancellationRequested();
            if (Argument("shards") is { } part && RequestedNodes().Contains(node))
            {
                RunShards(node, part);
                return;
            }

            StageOutcome outcome = Session.Run(node, RequestedNodes().Contains(node), Interrupt.Token);
            Progress.Finish();
            if (ShowsHeadings)
            {
                System.Console.WriteLine($"  {StageLine.What(outcome)}");
            }

            if (node == ReportPublisher.Node && ReportPublisher.Publish(Session, PipelineArguments()) is { } page)
            {
                System.Console.WriteLine($"  open {Path.GetRelativePath(Directory.GetCurrentDirectory(), page)}");
            }
        }
        catch (OperationCanceledException) when (Interrupt.Token.IsCancellationRequested)
        {
            throw new CakeException("Stopped. Finished stages are kept, and the same command goes on from here.");
        }
        finally
        {
            Progress.Finish();
        }
    }

    /// <summary>Makes one part of the shards of a requested node; "task/4" is the part that the array of this job asks for.</summary>
    private void RunShards(string node, string part)
    {
        string chosen = JobFolder is null ? part : part.Replace("task/", $"{RunningJob.Task}/", StringComparison.Ordinal);
        if (chosen.Split('/') is not [var number, var of] || !int.TryParse(number, out int index) || !int.TryParse(of, out int parts) || index < 0 || index >= parts)
        {
            throw new OptionsException($"--shards={part}: expected PART/PARTS with PART from 0, like 0/4 to 3/4.");
        }

        Session.RunShards(node, index, parts, Interrupt.Token);
    }

    /// <summary>Runs something long that keeps what it finished.</summary>
    /// <exception cref="CakeException">The user stopped it.</exception>
    public TResult Interruptible<TResult>(Func<CancellationToken, TResult> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            return work(Interrupt.Token);
        }
        catch (OperationCanceledException) when (Interrupt.Token.IsCancellationRequested)
        {
            throw new CakeException("Stopped. Finished stages are kept, and the same command goes on from here.");
        }
        finally
        {
            Progress.Finish();
        }
    }

    /// <summary>Prints tables.</summary>
    public void Print(IEnumerable<PrintedTable> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        Progress.Finish();
        foreach (PrintedTable table in tables)
        {
            TablePrinter.Print(table.Title, new TableText(table.Header, table.Rows));
        }
    }

    /// <summary>Checks the profile and everything that it names, and prints what was found.</summary>
    /// <exception cref="StageException">One message with every fault.</exception>
    public void CheckData()
    {
        try
        {
            IReadOnlyList<string> found = ProfileCheck.Run(PipelineArguments(), Progress, Interrupt.Token);
            Progress.Finish();
            foreach (string line in found)
            {
                System.Console.WriteLine(line);
            }
        }
        catch (OperationCanceledException) when (Interrupt.Token.IsCancellationRequested)
        {
            throw new CakeException("Stopped. Nothing was changed.");
        }
        finally
        {
            Progress.Finish();
        }
    }

    /// <summary>Prints what the caches gave and took, where there are any.</summary>
    /// <exception cref="CakeException">Entries could not be saved, and --cache-strict asks that this be an error.</exception>
    public void ReportCaches()
    {
        if (_session is not { Caches: { IsEmpty: false } caches })
        {
            return;
        }

        foreach (string line in CacheLines.Of(caches))
        {
            System.Console.WriteLine(line);
        }

        if (Arguments.HasArgument("cache-strict") && caches.Counts.Unsaved > 0)
        {
            throw new CakeException($"{caches.Counts.Unsaved} cache entries could not be saved; see above. The artifacts themselves are whole. Without --cache-strict this is no error.");
        }
    }

    /// <summary>Ends the session, if there is one, and adds what it ran to the log of runs.</summary>
    public void CloseSession()
    {
        if (JobFolder is null)
        {
            // The command that submitted a job tells of the whole run.
            _session?.Record();
        }

        _session?.Dispose();
        _session = null;
    }

    /// <summary>The last value of an option, or null.</summary>
    public string? Argument(string name) => Arguments.GetArguments(name).LastOrDefault();

    /// <summary>The node that an option names, as "ud-fit" or "UdFit".</summary>
    /// <exception cref="OptionsException">No node has that name.</exception>
    public static StageNode NodeNamed(string name) =>
        StageCatalog.Nodes.FirstOrDefault(node => node.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? TaskGraph.Node(name)
        ?? throw new OptionsException($"--artifact={name}: there is no such stage.{NearestName.Hint(name, [.. StageCatalog.Nodes.Select(node => node.Name)])}");

    /// <summary>Whether the targets bring stages up to date.</summary>
    public bool RunsStages => !ListsTasks && TaskGraph.Closure(Targets).Any(task => TaskGraph.Node(task) is not null);

    private bool ListsTasks => Arguments.HasArgument("tree") || Arguments.HasArgument("description");

    /// <summary>The command line as the pipeline understands it.</summary>
    public PipelineArguments PipelineArguments() => new()
    {
        RepositoryRoot = Root,
        Profile = Argument("profile"),
        Set = [.. Arguments.GetArguments("set"), .. Argument("seed") is { } seed ? [$"runtime.seed={seed}"] : Array.Empty<string>()],
        Caches = [.. (JobFolder is null ? Arguments.GetArguments("cache").AsEnumerable() : RunningJob.Caches).Select(text => CacheLocation.Parse(text, Directory.GetCurrentDirectory()))],
        CacheKeyFile = Argument("cache-key-file"),
        Verify = Arguments.HasArgument("verify"),
        ArtifactsFolder = StoreFolder,
    };

    private PipelineSession OpenSession()
    {
        PipelineSession session = PipelineSession.Open(PipelineArguments(), Progress);
        session.LimitTo(RequestedNodes());
        if (JobFolder is { } run)
        {
            RunningJob.Check(run, session.Options);
        }

        return session;
    }

    /// <summary>The nodes that the user named: those of the targets, or of what a target without a stage stands for.</summary>
    public IReadOnlySet<string> RequestedNodes() => _requested ??=
    [
        .. Targets.Concat(Arguments.GetArguments("of"))
            .SelectMany(target => TaskGraph.Node(target) is null ? TaskGraph.Dependencies(target) : [target])
            .Select(TaskGraph.Node).OfType<StageNode>().Select(node => node.Name),
    ];

    private static string FindRoot(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AligNet.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new OptionsException($"No folder above {start} holds AligNet.slnx. Start the driver from a clone, with build.sh or build.ps1.");
    }
}
