using AligNet.Artifacts;
using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>Compares every model and setting with the rated similarity of several sets of images (METHOD 8.2): Spearman correlation over all pairs
/// of a set.</summary>
public sealed class EvaluateRatingsStage : Stage<EvaluateRatingsOptions>
{
    /// <inheritdoc/>
    public override string Name => "evaluate-ratings";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["metrics.parquet", "comparisons.parquet", ScoreTable.File];

    /// <inheritdoc/>
    protected override void Run(StageContext context, EvaluateRatingsOptions options)
    {
        using var subjects = new SubjectList(context);
        var found = new Measurements(options.BootstrapSamples, context.Seed);
        Table ratings = context.ReadTable("ratings");
        string[] sets = ratings.Get<string>("set");
        (int[] first, int[] second, float[] similarity) = (ratings.Get<int>("image_1"), ratings.Get<int>("image_2"), ratings.Get<float>("similarity"));
        foreach (IGrouping<string, int> set in Enumerable.Range(0, ratings.Rows).GroupBy(row => sets[row]))
        {
            int[] images = [.. set.SelectMany(row => new[] { first[row], second[row] }).Distinct()];
            double[] people = Square(set, images, row => similarity[row]);
            foreach (Subject subject in subjects.InTurn(context, $"ratings, {set.Key}"))
            {
                double[] model = new double[images.Length * images.Length];
                Rsm.Compute(subject.Benchmarks.Select(images), SimilarityMeasure.Pearson, model);
                found.Add(subject.Model, subject.Setting, ("ratings", set.Key, "spearman, pearson rsm"), new SimilarityScore(model, people, images.Length), "images");
            }
        }

        found.Write(context);

        double[] Square(IEnumerable<int> rows, int[] images, Func<int, double> value)
        {
            var place = images.Select((image, index) => (image, index)).ToDictionary(pair => pair.image, pair => pair.index);
            double[] square = new double[images.Length * images.Length];
            foreach (int row in rows)
            {
                (int i, int j) = (place[first[row]], place[second[row]]);
                square[(i * images.Length) + j] = value(row);
                square[(j * images.Length) + i] = value(row);
            }

            return square;
        }
    }
}
