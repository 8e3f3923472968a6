using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Imaging;
using AligNet.Imaging.Corruptions;
using AligNet.Numerics;

namespace AligNet.Stages.Corruptions;

/// <summary>Shows what ImageNet-C's corruptions do to a profile's images: a contact sheet to look at, and the mean change of every thumbnail.</summary>
public sealed class CorruptionsStage : Stage<CorruptionsOptions>
{
    private const string Sheet = "corruptions.jpg";

    // What robustness is measured on, else the nearest to it that the profile has; objects are always there.
    private static readonly string[] Lists = ["evaluation-images", "images", "objects"];

    /// <inheritdoc/>
    public override string Name => "corruptions";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => [Sheet, "corruptions.parquet"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, CorruptionsOptions options)
    {
        (string list, string[] ids) = Lists
            .Select(list => (list, ids: context.ReadTable(list).Get<string>("id")))
            .FirstOrDefault(table => table.ids.Length > 0, ("", []));
        if (ids.Length == 0)
        {
            throw new StageException("corruptions: the profile has no image, expected at least one among evaluation images, images and objects. Name some in [data].");
        }

        ImageFile[] files = ImageTable.Files(context, list);
        int[] chosen = [.. Enumerable.Range(0, files.Length)];
        new Pcg32(StageSeed.For("images", context.Seed)).Shuffle<int>(chosen);
        chosen = [.. chosen.Take(options.Images).Order()];

        // ImageNet-C's framing: shorter side 256 of 224, bilinear, then the centre.
        var loader = new ImageBatchLoader(
            new ImagePreprocessing
            {
                ImageSize = options.Size,
                ResizeSize = (int)Math.Round(options.Size * 256 / 224.0),
                Framing = ImageFraming.CentreCrop,
                Interpolation = ImageInterpolation.Bilinear,
            },
            context.Threads);
        var sheet = CorruptionSheet.Create(
            [.. chosen.Select(row => loader.Square(files[row]))], CorruptionTypes.All, context.Seed, options.Thumbnail, context.Threads, context.Cancellation);
        File.WriteAllBytes(context.Output(Sheet), ImageEncoder.Jpeg(sheet.Picture, options.Quality));
        context.WriteTable("corruptions.parquet", new Table(
            Column.Of("image", sheet.Cells.Select(cell => ids[chosen[cell.Image]]).ToArray()),
            Column.Of("corruption", sheet.Cells.Select(cell => CorruptionTypes.NameOf(cell.Type)).ToArray()),
            Column.Of("severity", sheet.Cells.Select(cell => cell.Severity).ToArray()),
            Column.Of("mean_absolute_difference_grey_levels", sheet.Cells.Select(cell => cell.MeanAbsoluteDifference).ToArray())));
        context.Progress.Log($"Corruptions: {CorruptionTypes.All.Count} types at {CorruptionTypes.Severities} severities of {chosen.Length} images of {list}, in {Sheet}.");
    }
}
