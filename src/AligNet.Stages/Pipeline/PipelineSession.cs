using System.IO;
using AligNet.Domain;

namespace AligNet.Pipeline;

/// <summary>A stand-in that remembers within one process only.</summary>
public sealed class PipelineSession : IDisposable
{
    private readonly List<StageOutcome> _outcomes = [];
    private readonly PipelineArguments _arguments;
    private readonly IStageProgress _progress;

    private PipelineSession(PipelineArguments arguments, IStageProgress progress) => (_arguments, _progress) = (arguments, progress);

    /// <summary>Every node.</summary>
    public IReadOnlyList<StageNode> Nodes => StageCatalog.Nodes;

    /// <summary>Outcomes in order.</summary>
    public IReadOnlyList<StageOutcome> Outcomes => _outcomes;

    /// <summary>Opens a session.</summary>
    public static PipelineSession Open(PipelineArguments arguments, IStageProgress progress)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        foreach (string entry in arguments.Set)
        {
            if (!entry.Contains('=', StringComparison.Ordinal))
            {
                throw new OptionsException($"--set {entry}: expected key=value.");
            }
        }

        return new(arguments, progress);
    }

    /// <summary>Runs a node.</summary>
    public StageOutcome Run(string node, bool requested, CancellationToken ct)
    {
        if (Array.Exists([.. _arguments.Set], entry => entry == $"{node}.fail=true"))
        {
            throw new StageException($"{node}: told to fail.");
        }

        TimeSpan spent = TimeSpan.Zero;
        if (Array.Exists([.. _arguments.Set], entry => entry == $"{node}.slow=true"))
        {
            for (int second = 0; second < 600; second++)
            {
                _progress.Report("epoch", second, 600, "steps", "loss 0.5");
                ct.WaitHandle.WaitOne(100);
                ct.ThrowIfCancellationRequested();
            }

            spent = TimeSpan.FromSeconds(60);
        }

        return Add(new(node, StageAction.UpToDate, "current", spent, Folder(node), "0123456789ab"));
    }

    /// <summary>Plans a node.</summary>
    public StageOutcome Plan(string node) => Add(new(node, StageAction.MayRun, "input may change", TimeSpan.Zero, null, null));

    /// <summary>Where a node's artifact is.</summary>
    public ArtifactLocation? Current(string node) =>
        Folder(node) is { } folder ? new(folder, Directory.GetFiles(folder)) : null;

    /// <summary>Ends the session.</summary>
    public void Dispose()
    {
    }

    private string? Folder(string node)
    {
        string path = Path.Combine(_arguments.ArtifactsFolder ?? Path.Combine(_arguments.RepositoryRoot, "artifacts"), node);
        return Directory.Exists(path) ? Directory.GetDirectories(path).FirstOrDefault() : null;
    }

    private StageOutcome Add(StageOutcome outcome)
    {
        _outcomes.Add(outcome);
        return outcome;
    }
}
