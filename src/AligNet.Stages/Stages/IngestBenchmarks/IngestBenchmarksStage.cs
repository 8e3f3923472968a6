using System.IO;
using AligNet.Artifacts;
using AligNet.Stages.Ingest;

namespace AligNet.Stages.IngestBenchmarks;

/// <summary>Reads the sets of images that are only evaluated on (METHOD 8.2, 8.5 to 8.8) into tables of one form, checked: one list of all
/// images, and what each set says of them.</summary>
public sealed class IngestBenchmarksStage : Stage<IngestBenchmarksOptions>, IReadsSources
{
    /// <inheritdoc/>
    public override string Name => "ingest-benchmarks";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["benchmark_images.parquet", "ratings.parquet", "few_shot.parquet", "shift.parquet", "hierarchy.parquet", "clean_images.parquet", "robustness.parquet"];


    /// <inheritdoc/>
    public IReadOnlyList<SourceInput> Sources(DataOptions data, IStageOptions options, string dataRoot)
    {
        var sets = BenchmarkSets.Read(data, (IngestBenchmarksOptions)options, dataRoot, _ => FaultList.Throwing, contents: false);
        return
        [
            new SourceInput("benchmarks", [.. sets.Tables.Distinct().Select(Named)], IsSet: true),
            new SourceInput("benchmark-files", [.. sets.Images.Select(image => image.Path).Distinct().Select(Named)], IsSet: true),
        ];

        (string, string) Named(string path) => (path, Path.GetFullPath(Path.Combine(dataRoot, path)));
    }

    /// <inheritdoc/>
    protected override void Run(StageContext context, IngestBenchmarksOptions options)
    {
        var sets = BenchmarkSets.Read(context.Data, options, context.DataRoot, _ => FaultList.Throwing);
        context.WriteTable("benchmark_images.parquet", new ImageCheck(context, maxBadImages: 0).Check(sets.Images, "benchmark images", required: true));
        List<(string Set, int First, int Second, float Similarity)> pairs = [];
        foreach (RatedSet set in sets.Rated)
        {
            for (int first = 0; first < set.Images.Length; first++)
            {
                for (int second = first + 1; second < set.Images.Length; second++)
                {
                    pairs.Add((set.Name, set.Images[first], set.Images[second], set.Similarity.Row(first)[second]));
                }
            }
        }

        context.WriteTable("ratings.parquet", new Table(
            Column.Of("set", pairs.Select(pair => pair.Set).ToArray()), Column.Of("image_1", pairs.Select(pair => pair.First).ToArray()),
            Column.Of("image_2", pairs.Select(pair => pair.Second).ToArray()), Column.Of("similarity", pairs.Select(pair => pair.Similarity).ToArray())));
        context.WriteTable("few_shot.parquet", new Table(
            Column.Of("set", sets.FewShot.Select(row => row.Set).ToArray()), Column.Of("image", sets.FewShot.Select(row => row.Image).ToArray()),
            Column.Of("label", sets.FewShot.Select(row => row.Label).ToArray())));
        context.WriteTable("shift.parquet", new Table(
            Column.Of("task", sets.Shift.Select(row => row.Task).ToArray()), Column.Of("role", sets.Shift.Select(row => row.Role).ToArray()),
            Column.Of("image", sets.Shift.Select(row => row.Image).ToArray()), Column.Of("label", sets.Shift.Select(row => row.Label).ToArray())));
        ClassCategory?[] categories = [.. sets.Hierarchy.Select(row => sets.Categories?.GetValueOrDefault(row.Class))];
        context.WriteTable("hierarchy.parquet", new Table(
            Column.Of("image", sets.Hierarchy.Select(row => row.Image).ToArray()), Column.Of("class", sets.Hierarchy.Select(row => row.Class).ToArray()),
            Column.Of("basic", categories.Select(category => category?.Basic ?? "").ToArray()),
            Column.Of("superordinate", categories.Select(category => category?.Superordinate ?? "").ToArray())));
        context.WriteTable("clean_images.parquet", new Table(
            Column.Of("image", sets.Clean.Select(row => row.Image).ToArray()), Column.Of("label", sets.Clean.Select(row => row.Label).ToArray())));
        (RobustnessSet Set, int Image, string Label)[] right =
            [.. sets.Robustness.SelectMany(set => set.Images.SelectMany(image => image.Labels.Select(label => (set, image.Image, label))))];
        context.WriteTable("robustness.parquet", new Table(
            Column.Of("set", right.Select(row => row.Set.Name).ToArray()), Column.Of("among", right.Select(row => row.Set.AmongItsOwn ? "set" : "all").ToArray()),
            Column.Of("image", right.Select(row => row.Image).ToArray()), Column.Of("label", right.Select(row => row.Label).ToArray())));
        foreach (RobustnessSet set in sets.Robustness.Where(set => set.LeftOut > 0))
        {
            context.Progress.Log($"ingest-benchmarks: set '{set.Name}': {set.LeftOut} of {set.LeftOut + set.Images.Count} images have no right class that the read-out knows, and are left out.");
        }
    }
}
