using System.IO.Enumeration;
using AligNet.Domain;
using AligNet.Pipeline.Runs;
using AligNet.Stages.Evaluate;

namespace AligNet.Pipeline.Ablations;

/// <summary>Runs the variants of an ablation over one store and collects their numbers. What variants share is there after the first of them, and so is everything
/// after a sweep that was stopped.</summary>
/// <param name="arguments">The command line; its options are part of every variant.</param>
/// <param name="study">What to run.</param>
/// <param name="progress">Where progress goes.</param>
internal sealed class AblationSweep(PipelineArguments arguments, AblationStudy study, IStageProgress progress)
{
    private readonly IReadOnlyList<AblationVariant> _variants = study.Variants;
    private readonly List<AblationObservation> _found = [];

    /// <summary>The numbers so far.</summary>
    public IReadOnlyList<AblationObservation> Found => _found;

    /// <summary>The options of a variant, in the order in which they are applied.</summary>
    public PipelineArguments ArgumentsOf(AblationVariant variant, long? seed) => arguments with
    {
        Set = [.. study.Set, .. arguments.Set, .. variant.Set, .. seed is { } root ? [$"runtime.seed={root}"] : Array.Empty<string>()],
    };

    /// <summary>Checks every variant's options before anything runs.</summary>
    /// <exception cref="OptionsException">One message with every fault.</exception>
    public void Check()
    {
        string[] varied = [.. study.Factors.SelectMany(factor => factor.Set).SelectMany(set => set).Select(Key).Distinct(), .. study.Seeds.Count > 0 ? ["runtime.seed"] : Array.Empty<string>()];
        List<string> faults = [.. arguments.Set.Where(set => varied.Contains(Key(set))).Select(set => $"--set {set}: the study '{study.Name}' varies {Key(set)}; leave it out, or copy the study's file and change its levels.")];
        foreach (AblationVariant variant in _variants)
        {
            List<string> own = [];
            PipelineOptions.Load(ArgumentsOf(variant, null), StageCatalog.Nodes, own);
            faults.AddRange(own.Select(fault => $"study '{study.Name}', variant '{variant.Name}': {fault}"));
        }

        if (faults.Count > 0)
        {
            throw new OptionsException(string.Join(Environment.NewLine, faults.Distinct()));
        }
    }

    /// <summary>Says what each variant would run.</summary>
    public PrintedTable Plan()
    {
        List<IReadOnlyList<string>> rows = [];
        foreach ((AblationVariant variant, int index, long? seed) in Runs())
        {
            using PipelineSession session = PipelineSession.Open(ArgumentsOf(variant, seed), progress);
            string[] ran = [.. session.Plan(Nodes(onlyChosen: false)).Entries.Where(entry => entry.MayRun).Select(entry => entry.Node)];
            rows.Add([Title(index, seed), ran.Length == 0 ? "up to date" : $"{ran.Length} stages, from {ran[0]}"]);
        }

        return new PrintedTable($"Ablation {study.Name}: what would run (variants share what they can, so later ones run less)", ["variant", "would run"], rows);
    }

    /// <summary>Runs every variant for the measures that all of them have.</summary>
    public void RunAll(CancellationToken cancellation)
    {
        foreach ((AblationVariant _, int index, long? seed) in Runs())
        {
            Run(index, seed, onlyChosen: false, cancellation);
        }
    }

    /// <summary>Runs one variant, with every seed, for the measures that only chosen variants have.</summary>
    public void RunChosen(int variant, CancellationToken cancellation)
    {
        foreach (long? seed in Seeds())
        {
            Run(variant, seed, onlyChosen: true, cancellation);
        }
    }

    private static string Key(string set) => set.Split('=')[0].Trim();

    private void Run(int index, long? seed, bool onlyChosen, CancellationToken cancellation)
    {
        string title = Title(index, seed);
        progress.Log($"Ablate {study.Name}: variant {index + 1} of {_variants.Count}, {title}.");
        using PipelineSession session = PipelineSession.Open(ArgumentsOf(_variants[index], seed), progress);
        foreach (string node in Nodes(onlyChosen))
        {
            session.RunUpTo(node, cancellation);
        }

        RunRecord? record = session.Record($"ablation {study.Name}: {title}");
        foreach (string node in Nodes(onlyChosen))
        {
            if (session.Current(node) is { } artifact && record?.Nodes.FirstOrDefault(step => step.Node == node) is { } recorded)
            {
                IReadOnlyList<StoredMetric> metrics = StoredMetric.Read(artifact.Folder);
                foreach (AblationMeasure measure in study.Measures.Where(measure => measure.Node == node && measure.OnlyChosen == onlyChosen))
                {
                    Collect(index, seed, measure, recorded, metrics);
                }
            }
        }
    }

    private void Collect(int index, long? seed, AblationMeasure measure, RunNode node, IReadOnlyList<StoredMetric> metrics)
    {
        string setting = _variants[index].Setting ?? measure.Setting;
        StoredMetric[] fitting = [.. metrics.Where(metric => metric.Model == measure.Model && metric.Setting == setting && metric.Task == measure.Task
            && metric.Name == measure.Metric && FileSystemName.MatchesSimpleExpression(measure.Subset, metric.Subset, ignoreCase: false))];
        foreach (StoredMetric metric in fitting)
        {
            string name = !measure.Subset.Contains('*', StringComparison.Ordinal) ? measure.Name
                : metric.Subset.Contains(measure.Name, StringComparison.OrdinalIgnoreCase) ? metric.Subset : $"{measure.Name}: {metric.Subset}";
            _found.Add(new AblationObservation(index, seed, measure, name, metric, UnitKey.Of(node, metric), $"{node.Stage}/{node.Fingerprint[..12]}"));
        }
    }

    private IEnumerable<(AblationVariant Variant, int Index, long? Seed)> Runs() => Seeds().SelectMany(seed => _variants.Select((variant, index) => (variant, index, seed)));

    private IEnumerable<long?> Seeds() => study.Seeds.Count > 0 ? study.Seeds.Select(seed => (long?)seed) : [null];

    private string[] Nodes(bool onlyChosen) => [.. study.Measures.Where(measure => measure.OnlyChosen == onlyChosen).Select(measure => measure.Node).Distinct()];

    private string Title(int index, long? seed) => _variants[index].Name + (seed is { } root ? $", seed {root}" : "");
}
