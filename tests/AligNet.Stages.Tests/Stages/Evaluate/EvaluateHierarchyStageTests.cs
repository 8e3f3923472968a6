using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Metrics;
using AligNet.Stages.Evaluate;

namespace AligNet.Tests.Stages.Evaluate;

/// <summary>Twelve classes of three images in four basic and two superordinate categories, and one more class of no category. Before, images lie anywhere; after, a
/// category's lie together.</summary>
public sealed class EvaluateHierarchyStageTests : IDisposable
{
    private const int Images = 39, Classes = 12, Each = 3, Dim = 6;

    private readonly TemporaryFolder _folder = new();
    private readonly Representations _before = Rows(0, 0, 1);
    private readonly Representations _after = Rows(3, 6, 2);
    private readonly int[][] _levels = [.. new[] { 1, 3, 6 }.Select(classes => Enumerable.Range(0, Classes * Each).Select(image => image / Each / classes).ToArray())];

    public EvaluateHierarchyStageTests()
    {
        // The set is rows 1 to 39 of the benchmarks; row 0 is another set's.
        Write("before.arrow", _before);
        Write("after.arrow", _after);
        ParquetTable.Write(_folder["hierarchy.parquet"], new Table(
            Column.Of("image", Enumerable.Range(1, Images).ToArray()),
            Column.Of("class", Enumerable.Range(0, Images).Select(image => $"c{image / Each:00}").ToArray()),
            Column.Of("basic", Enumerable.Range(0, Images).Select(image => image / Each < Classes ? $"b{image / Each / 3}" : "").ToArray()),
            Column.Of("superordinate", Enumerable.Range(0, Images).Select(image => image / Each < Classes ? $"s{image / Each / 6}" : "").ToArray())));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_CategoriesThatMovedTogether_ShowsTheirChangesByRelation()
    {
        Run(new EvaluateHierarchyOptions { BootstrapSamples = 200 });

        double[] changes = Changes(DistanceChangeReading.ZScoreOfChange);
        double[] expected = RelativeDistanceChange.MeansByRelation(changes, _levels);
        Table metrics = ParquetTable.Read(_folder["metrics.parquet"]);
        int[] rows = [.. Enumerable.Range(0, metrics.Rows).Where(row => metrics.Get<string>("task")[row] == "hierarchy")];
        Assert.Equal(["same class", "same basic category", "same superordinate category", "different superordinate category"], rows.Select(row => metrics.Get<string>("subset")[row]));
        Assert.Equal(expected, rows.Select(row => metrics.Get<double>("value")[row]), (one, other) => Math.Abs(one - other) < 1e-9);
        Assert.All(rows, row => Assert.Equal((12L, "classes"), (metrics.Get<long>("n")[row], metrics.Get<string>("unit")[row])));
        Assert.True(expected[0] < 0 && expected[1] < 0 && expected[3] > 0, string.Join(", ", expected));
        Assert.True(metrics.Get<double?>("ci_high")[rows[0]] < 0 && metrics.Get<double?>("ci_low")[rows[3]] > 0);

        Table relations = ParquetTable.Read(_folder["relations.parquet"]);
        Assert.Equal([12 * 3L, 4 * 3 * 9, 2 * 9 * 9, 18 * 18], relations.Get<long>("pairs"));
        Assert.Equal(expected, relations.Get<double>("mean"), (one, other) => Math.Abs(one - other) < 1e-9);

        // The change of the setting itself is its difference to the untouched model.
        Table comparisons = ParquetTable.Read(_folder["comparisons.parquet"]);
        int own = Enumerable.Range(0, comparisons.Rows).First(row => comparisons.Get<string>("subset")[row] == "same class");
        Assert.Equal(("original", "alignet"), (comparisons.Get<string>("before")[own], comparisons.Get<string>("after")[own]));
        Assert.Equal(expected[0], comparisons.Get<double>("difference")[own], 1e-9);
        Assert.InRange(comparisons.Get<double?>("p_value")[own]!.Value, double.Epsilon, 1e-4);
    }

    [Fact]
    public void Run_BetweenCategories_AreTheMeansOfTheirPairs()
    {
        Run(new EvaluateHierarchyOptions { BootstrapSamples = 50, Reading = DistanceChangeReading.ChangeOfZScores });

        double[] changes = Changes(DistanceChangeReading.ChangeOfZScores);
        Table table = ParquetTable.Read(_folder["categories.parquet"]);
        foreach ((string level, int[] groups, int count) in new[] { ("basic", _levels[1], 4), ("superordinate", _levels[2], 2) })
        {
            int[] rows = [.. Enumerable.Range(0, table.Rows).Where(row => table.Get<string>("level")[row] == level)];
            Assert.Equal(
                RelativeDistanceChange.MeansBetweenGroups(changes, groups, count), rows.Select(row => table.Get<double>("mean")[row]), (one, other) => Math.Abs(one - other) < 1e-9);
            Assert.Equal(Enumerable.Range(0, count * count).Select(entry => $"{level[0]}{entry / count} {level[0]}{entry % count}"), rows.Select(row => $"{table.Get<string>("category_1")[row]} {table.Get<string>("category_2")[row]}"));
            Assert.Equal(36L * 35 / 2, rows.Where(row => string.CompareOrdinal(table.Get<string>("category_1")[row], table.Get<string>("category_2")[row]) <= 0).Sum(row => table.Get<long>("pairs")[row]));
            Assert.All(rows, row => Assert.Equal(level == "superordinate", table.Get<double?>("ci_low")[row] is not null));
        }
    }

    [Fact]
    public void Run_SpectraAndGeometries_AreThoseOfAllImages()
    {
        Run(new EvaluateHierarchyOptions { BootstrapSamples = 0, Components = [2, 9] });

        (Representations before, Representations after) = (Rows(_before), Rows(_after));
        var spectrum = PcaSpectrum.Of(after);
        Assert.Equal([spectrum.Cumulative[1], 1, spectrum.ParticipationRatio], Values("spectrum", "alignet"), (one, other) => Math.Abs(one - other) < 1e-9);
        Table spectra = ParquetTable.Read(_folder["spectra.parquet"]);
        Assert.Equal([.. PcaSpectrum.Of(before).Cumulative, .. PcaSpectrum.Of(before).Cumulative, .. spectrum.Cumulative], spectra.Get<double>("cumulative"), (one, other) => Math.Abs(one - other) < 1e-9);

        double[] expected = [GeometrySimilarity.Rsa([before, after])[1], GeometrySimilarity.LinearCka(before, after)];
        Assert.Equal(expected, Values("geometry", "alignet"), (one, other) => Math.Abs(one - other) < 1e-9);
        Assert.Equal([1, 1], Values("geometry", "original"), (one, other) => Math.Abs(one - other) < 1e-9);
        Table geometry = ParquetTable.Read(_folder["geometry.parquet"]);
        Assert.Equal([1, 1, .. expected, .. expected], geometry.Get<double>("value"), (one, other) => Math.Abs(one - other) < 1e-9);
        Assert.All(Enumerable.Range(2, 4), row => Assert.True(geometry.Get<double?>("ci_low")[row] < geometry.Get<double>("value")[row] && geometry.Get<double?>("ci_high")[row] > geometry.Get<double>("value")[row]));
        Assert.All(geometry.Get<long>("n"), n => Assert.Equal(13, n));

        // Without resamples the changes have no interval and no p-value; the jackknife needs none.
        Table metrics = ParquetTable.Read(_folder["metrics.parquet"]);
        Assert.All(Enumerable.Range(0, metrics.Rows).Where(row => metrics.Get<string>("task")[row] == "hierarchy"), row => Assert.Null(metrics.Get<double?>("ci_low")[row]));
    }

    [Fact]
    public void Run_TwoSettings_AreComparedPairByPair()
    {
        Representations distilled = Rows(3, 0, 3);
        Write("distilled.arrow", distilled);

        Run(new EvaluateHierarchyOptions { BootstrapSamples = 50 }, ("distillation/benchmark_images.arrow", "distilled.arrow"));

        double[] expected =
        [
            .. RelativeDistanceChange.MeansByRelation(Changes(DistanceChangeReading.ZScoreOfChange), _levels)
                .Zip(RelativeDistanceChange.MeansByRelation(Changes(DistanceChangeReading.ZScoreOfChange, distilled), _levels), (after, before) => after - before),
        ];
        Table comparisons = ParquetTable.Read(_folder["comparisons.parquet"]);
        int[] rows = [.. Enumerable.Range(0, comparisons.Rows).Where(row => comparisons.Get<string>("task")[row] == "hierarchy" && comparisons.Get<string>("before")[row] == "distillation")];
        Assert.Equal(expected, rows.Select(row => comparisons.Get<double>("difference")[row]), (one, other) => Math.Abs(one - other) < 1e-9);
        Assert.All(rows, row => Assert.InRange(comparisons.Get<double>("difference")[row], comparisons.Get<double?>("ci_low")[row]!.Value, comparisons.Get<double?>("ci_high")[row]!.Value));
    }

    [Fact]
    public void Spread_OfSomeImages_IsTheirVarianceAlongTheComponentsOfAll()
    {
        var subject = new Subject("student", "original", _before, _before, _before, _before, _before);
        var geometry = new Geometry(subject, _before, [1, 3]);
        int[] some = [.. Enumerable.Range(0, Images).Where(image => image % 4 != 0)];
        Representations rows = _before.Select(some);

        double[] spread = geometry.Spread(some, geometry.Products(some));

        PrincipalComponents all = Pca.Fit(_before, 3);
        double[] scores = all.Scores(rows);
        double Variance(Func<int, double> value) => Enumerable.Range(0, some.Length).Average(row => Math.Pow(value(row) - Enumerable.Range(0, some.Length).Average(value), 2));
        double total = Enumerable.Range(0, Dim).Sum(column => Variance(row => rows.Row(row)[column]));
        double[] along = [.. Enumerable.Range(0, 3).Select(component => Variance(row => scores[(row * 3) + component]))];
        Assert.Equal([along[0] / total, along.Sum() / total, PcaSpectrum.Of(rows).ParticipationRatio], spread, (one, other) => Math.Abs(one - other) < 1e-9);
        Assert.Equal(Rsm.UpperTriangle(rows, SimilarityMeasure.Pearson), geometry.Triangle(some), (one, other) => Math.Abs(one - other) < 1e-12);
    }

    [Fact]
    public void Run_Twice_GivesTheSameBytes()
    {
        Run(new EvaluateHierarchyOptions { BootstrapSamples = 50, Unit = ResamplingUnit.Images });
        string[] files = [.. new EvaluateHierarchyStage().Outputs.Select(output => _folder[output])];
        string[] first = [.. files.Select(ContentHash.OfFile)];

        Run(new EvaluateHierarchyOptions { BootstrapSamples = 50, Unit = ResamplingUnit.Images });

        Assert.Equal(first, files.Select(ContentHash.OfFile));
        Assert.Contains("images", ParquetTable.Read(files[0]).Get<string>("unit"));
    }

    [Fact]
    public void Run_OtherImagesWithoutCategories_HasSpectraAndGeometriesAlone()
    {
        ParquetTable.Write(_folder["evaluation.parquet"], new Table(Column.Of("label", Enumerable.Range(0, Images + 1).Select(image => $"{image % 4}").ToArray())));

        StageRun.Of(
            new EvaluateHierarchyStage(), new EvaluateHierarchyOptions { MostImages = 20 }, _folder,
            ("evaluation-images", "evaluation.parquet"), ("original/evaluation_images.arrow", "before.arrow"), ("alignet/evaluation_images.arrow", "after.arrow"));

        Table metrics = ParquetTable.Read(_folder["metrics.parquet"]);
        Assert.Equal(["spectrum"], metrics.Get<string>("task").Distinct());

        // Every second image of the list would be of two of the four classes.
        Assert.All(metrics.Get<long>("n"), n => Assert.Equal(4, n));
        Assert.Equal(0, ParquetTable.Read(_folder["relations.parquet"]).Rows);
        Assert.Equal(2, ParquetTable.Read(_folder["geometry.parquet"]).Rows);
    }

    [Fact]
    public void Errors_OptionsOutOfRange_AreNamed() => Assert.Equal(
        ["bootstrap_samples", "most_images", "components"],
        new EvaluateHierarchyOptions { BootstrapSamples = -1, MostImages = 1, Components = [0] }.Errors().Select(error => error.Split(':')[0]));

    private static Representations Rows(double basic, double superordinate, ulong stream)
    {
        var generator = new Pcg32(5, stream);
        double[] centres = [.. Enumerable.Range(0, 6 * Dim).Select(_ => generator.NextGaussian())];
        return new Representations(Enumerable.Range(0, (Images + 1) * Dim).Select(entry =>
        {
            (int image, int column) = ((entry / Dim) - 1, entry % Dim);
            int number = image < 0 ? Classes : image / Each;
            double centre = number < Classes ? (basic * centres[(number / 3 * Dim) + column]) + (superordinate * centres[((4 + (number / 6)) * Dim) + column]) : 0;
            return (float)(centre + generator.NextGaussian());
        }).ToArray(), Images + 1, Dim);
    }

    private static Representations Rows(Representations all) => all.Select([.. Enumerable.Range(1, Images)]);

    private double[] Changes(DistanceChangeReading reading, Representations? after = null)
    {
        int[] inCategories = [.. Enumerable.Range(1, Classes * Each)];
        double[] changes = new double[inCategories.Length * (inCategories.Length - 1) / 2];
        RelativeDistanceChange.Compute(RelativeDistanceChange.Distances(_before.Select(inCategories)), RelativeDistanceChange.Distances((after ?? _after).Select(inCategories)), reading, changes);
        return changes;
    }

    private IEnumerable<double> Values(string task, string setting)
    {
        Table metrics = ParquetTable.Read(_folder["metrics.parquet"]);
        return Enumerable.Range(0, metrics.Rows)
            .Where(row => metrics.Get<string>("task")[row] == task && metrics.Get<string>("setting")[row] == setting && metrics.Get<string>("model")[row] == "student")
            .Select(row => metrics.Get<double>("value")[row]);
    }

    private void Run(EvaluateHierarchyOptions options, params (string Name, string File)[] more) => StageRun.Of(
        new EvaluateHierarchyStage(), options, _folder,
        [
            ("hierarchy", "hierarchy.parquet"), ("teacher/benchmark_images.arrow", "before.arrow"), ("original/benchmark_images.arrow", "before.arrow"), ("alignet/benchmark_images.arrow", "after.arrow"),
            .. more,
        ]);

    private void Write(string name, Representations rows) => ArrowMatrix.Write(_folder[name], [.. Enumerable.Range(0, rows.Rows).Select(row => $"{row}")], rows);
}
