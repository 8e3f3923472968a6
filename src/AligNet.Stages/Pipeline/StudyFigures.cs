using System.IO;
using System.Text;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Stages.Evaluate;
using AligNet.Stages.Report;

namespace AligNet.Pipeline;

/// <summary>Runs the simulated study with several seeds and writes what it shows to a page of the documentation, with the levels
/// figure of the first seed beside it.</summary>
public static class StudyFigures
{
    private static readonly string[] Settings = ["original", "distillation", "ud", "alignet"];
    private static readonly string[] Levels = ["coarse-grained semantic", "fine-grained semantic", "class-boundary"];

    /// <summary>Runs every seed (what the store has is not run again) and writes the page.</summary>
    /// <param name="arguments">The command line; its options are part of every run.</param>
    /// <param name="seeds">Root seeds.</param>
    /// <param name="page">File to write, Markdown.</param>
    /// <param name="progress">Where progress goes.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    public static void Write(PipelineArguments arguments, IReadOnlyList<ulong> seeds, string page, IStageProgress progress, CancellationToken cancellation)
    {
        List<(ulong Seed, MetricRows Metrics, Table Recovery)> runs = [];
        foreach (ulong seed in seeds)
        {
            progress.Log($"Study: seed {seed}.");
            using PipelineSession session = PipelineSession.Open(arguments with { Set = [.. arguments.Set, $"runtime.seed={seed}"] }, progress);
            session.RunUpTo("evaluate", cancellation);
            session.RunUpTo("recovery", cancellation);
            runs.Add((seed, new MetricRows(Read(session, "evaluate", "metrics.parquet")), Read(session, "recovery", "recovery.parquet")));
        }

        File.WriteAllText(page, Text(runs));
        Figure levels = LevelsFigure.Draw(
            runs[0].Metrics, "levels", "accuracy", Levels, "levels", "Simulated study: odd-one-out accuracy of the student by abstraction level", "accuracy");
        File.WriteAllText(Path.ChangeExtension(page, ".svg"), levels.ToFile());
    }

    private static Table Read(PipelineSession session, string node, string file) => ParquetTable.Read(Path.Combine(session.Current(node)!.Folder, file));

    private static string Text(List<(ulong Seed, MetricRows Metrics, Table Recovery)> runs)
    {
        var text = new StringBuilder();
        text.Append("# The simulated study: what it shows\n\n");
        text.Append("Written by `./build.sh --target=Study`; do not edit. Everything is measured on images and objects that no fit saw, except the\n");
        text.Append("recovery of the embedding. A seed draws a new taxonomy, new people, new images, a new teacher and a new student.\n\n");
        MarkdownTable.Append(text, "## (a) VICE recovers the planted concept space", ["Seed", "Objects", "Dimensions planted", "Dimensions inferred", "Correlation of similarity matrices"],
            runs.Select(run => new[]
            {
                run.Seed.ToString(), run.Recovery.Get<int>("objects")[0].ToString(), run.Recovery.Get<int>("planted_dims")[0].ToString(),
                run.Recovery.Get<int>("inferred_dims")[0].ToString(), run.Recovery.Get<double>("similarity_pearson")[0].ToString("F3"),
            }));
        MarkdownTable.Append(text, "## (b) UD raises the teacher's odd-one-out accuracy on held-out objects", ["Seed", "Teacher", "Teacher, UD", "Human similarity itself"],
            runs.Select(run => new[]
            {
                run.Seed.ToString(), Cell(run.Metrics, "teacher", "original", "odd-one-out", "held-out", "accuracy, dot"),
                Cell(run.Metrics, "teacher", "ud", "odd-one-out", "held-out", "accuracy, dot"), Cell(run.Metrics, "human", "similarity", "odd-one-out", "held-out", "accuracy, dot"),
            }));
        MarkdownTable.Append(text, "## (c) AligNet raises the student most at the coarse level", ["Seed", "Level", "Original", "Distillation", "UD", "AligNet", "AligNet − original", "Human ceiling"],
            runs.SelectMany(run => Levels.Select(level => (string[])
            [
                run.Seed.ToString(), level,
                .. Settings.Select(setting => Cell(run.Metrics, "student", setting, "levels", level, "accuracy")),
                Gain(run.Metrics, "levels", level, "accuracy"), Cell(run.Metrics, "human", "noise-ceiling", "levels", level, "accuracy"),
            ])));
        MarkdownTable.Append(text, "Odd-one-out accuracy of the student on the human triplets of held-out objects:", ["Seed", "Original", "Distillation", "UD", "AligNet"],
            runs.Select(run => (string[])[run.Seed.ToString(), .. Settings.Select(setting => Cell(run.Metrics, "student", setting, "odd-one-out", "held-out", "accuracy, dot"))]));
        MarkdownTable.Append(text, "## (d) The student hesitates where people do", ["Seed", "Original", "Distillation", "UD", "AligNet", "AligNet − original"],
            runs.Select(run => (string[])
            [
                run.Seed.ToString(),
                .. Settings.Select(setting => Cell(run.Metrics, "student", setting, "uncertainty", "all levels", "entropy and log response time")),
                Gain(run.Metrics, "uncertainty", "all levels", "entropy and log response time"),
            ]));
        text.Append("Spearman correlation of the entropy of the student's answers with people's mean log response time, over all triplets of the three levels.\n");
        Hierarchy(text, runs);
        return text.ToString();
    }

    private static void Hierarchy(StringBuilder text, List<(ulong Seed, MetricRows Metrics, Table Recovery)> runs)
    {
        string metric = runs[0].Metrics.Metrics(DistanceChanges.TaskName) is [var name, ..] ? name : "";
        MarkdownTable.Append(text, "## (e) Alignment follows the hierarchy", ["Seed", "Setting", .. DistanceChanges.RelationNames],
            runs.SelectMany(run => Settings[1..].Select(setting => (string[])
            [
                run.Seed.ToString(), MetricFormat.Setting(setting),
                .. DistanceChanges.RelationNames.Select(relation => run.Metrics.Find("student", setting, DistanceChanges.TaskName, relation, metric) is { } row
                    ? $"{Signed(row.Value)} ({Signed(row.Low)} to {Signed(row.High)})"
                    : "–"),
            ])));
        text.Append($"Mean change of the distance between two images from the untouched student, in standard deviations over all pairs ({metric}), with 95 % intervals over\n");
        text.Append("classes; below 0 they came closer. Where a space as a whole shrinks or grows, as under a fitted transform (UD), large distances change most, so that the row\n");
        text.Append("says more of the scale than of the hierarchy; docs/deviations.md has the other reading.\n\n");
        MarkdownTable.Append(text, "## (f) The aligned student arranges images as its teacher does", ["Seed", "Measure", "Original", "Distillation", "UD", "AligNet", "AligNet − original"],
            runs.SelectMany(run => Geometries.MeasureNames.Select(measure => (string[])
            [
                run.Seed.ToString(), measure,
                .. Settings.Select(setting => Cell(run.Metrics, "student", setting, "geometry", "to the aligned teacher", measure)),
                Gain(run.Metrics, "geometry", "to the aligned teacher", measure),
            ])));
        text.Append("Similarity of the student's geometry to that of the aligned teacher, over the same images.\n");

        static string Signed(double? value) => value?.ToString("+0.00;-0.00;0.00") ?? "–";
    }

    private static string Cell(MetricRows metrics, string model, string setting, string task, string subset, string metric) =>
        metrics.Find(model, setting, task, subset, metric)?.Value.ToString("F3") ?? "–";

    private static string Gain(MetricRows metrics, string task, string subset, string metric) =>
        metrics.Find("student", "alignet", task, subset, metric) is { } after && metrics.Find("student", "original", task, subset, metric) is { } before
            ? (after.Value - before.Value).ToString("+0.000;-0.000")
            : "–";
}
