using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Stages.SampleTriplets;

namespace AligNet.Tests.Stages.SampleTriplets;

public sealed class SampleTripletsStageTests : IDisposable
{
    private const int Images = 60;

    private readonly TemporaryFolder _folder = new();

    public SampleTripletsStageTests()
    {
        ParquetTable.Write(_folder["assignments.parquet"], new Table(Column.Of("cluster", Enumerable.Range(0, Images).Select(image => image % 4).ToArray())));
        ParquetTable.Write(_folder["images.parquet"], new Table(Column.Of("label", Enumerable.Range(0, Images).Select(image => $"class {image % 6}").ToArray())));
    }

    public static TheoryData<TripletSampling, ImageChoice> Schemes =>
        [.. Enum.GetValues<TripletSampling>().SelectMany(sampling => Enum.GetValues<ImageChoice>().Select(choice => (sampling, choice)))];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Run_FewerImages_DrawsFromTheChosenOnesByTheScheme(TripletSampling sampling, ImageChoice choice)
    {
        Triplet[] triplets = Run(new SampleTripletsOptions { Sampling = sampling, Triplets = 45, ValidationTriplets = 5, Images = 30, ImageChoice = choice });

        Assert.Equal(50, triplets.Length);
        int[] used = [.. triplets.SelectMany(triplet => new[] { triplet.First, triplet.Second, triplet.OddOneOut }).Distinct().Order()];
        Assert.InRange(used.Length, 20, 30);
        Assert.Empty(used.Except(choice switch { ImageChoice.First => Enumerable.Range(0, 30), ImageChoice.Even => Enumerable.Range(0, 30).Select(index => 2 * index), _ => used }));
        Assert.All(triplets, triplet => Assert.True(sampling switch
        {
            TripletSampling.ClusterBoundary => triplet.First % 4 == triplet.Second % 4 && triplet.First % 4 != triplet.OddOneOut % 4,
            TripletSampling.ClassBoundary => triplet.First % 6 == triplet.Second % 6 && triplet.First % 6 != triplet.OddOneOut % 6,
            TripletSampling.WithinClass => triplet.First % 6 == triplet.Second % 6 && triplet.First % 6 == triplet.OddOneOut % 6,
            TripletSampling.BetweenClass => new[] { triplet.First % 6, triplet.Second % 6, triplet.OddOneOut % 6 }.Distinct().Count() == 3,
            _ => true,
        }));
    }

    [Fact]
    public void Run_AllImagesByNumber_IsAsWithoutALimit()
    {
        SampleTripletsOptions options = new() { Triplets = 100, ValidationTriplets = 10 };

        Assert.Equal(Run(options), Run(options with { Images = Images }));
    }

    [Fact]
    public void Run_MoreImagesThanThereAre_SaysHowMany()
    {
        StageException thrown = Assert.Throws<StageException>(() => Run(new SampleTripletsOptions { Images = 61, Triplets = 1, ValidationTriplets = 0 }));

        Assert.Contains("images = 61 are asked for, but the large set has 60", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_FewerRandomImages_AreAmongMore()
    {
        bool[] fewer = ImageChoices.Of(ImageChoice.Random, 10, Images, 3);
        bool[] more = ImageChoices.Of(ImageChoice.Random, 25, Images, 3);

        Assert.Equal((10, 25), (fewer.Count(chosen => chosen), more.Count(chosen => chosen)));
        Assert.DoesNotContain(true, fewer.Zip(more, (few, many) => few && !many));
        Assert.NotEqual(fewer, ImageChoices.Of(ImageChoice.Random, 10, Images, 4));
    }

    private Triplet[] Run(SampleTripletsOptions options)
    {
        StageRun.Of(new SampleTripletsStage(), options, _folder, ("assignments", "assignments.parquet"), ("images", "images.parquet"));
        return AligNet.Stages.TripletTable.ToTriplets(ParquetTable.Read(_folder["triplets.parquet"]));
    }
}
