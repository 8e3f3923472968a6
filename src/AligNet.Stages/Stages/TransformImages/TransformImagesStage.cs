using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;

namespace AligNet.Stages.TransformImages;

/// <summary>Applies the transform to the representations of the large image set once, for all who read them: Cluster and Label.</summary>
public sealed class TransformImagesStage : Stage<TransformImagesOptions>
{
    private const int ChunkRows = 4096;

    /// <inheritdoc/>
    public override string Name => "transform-images";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["representations.arrow"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, TransformImagesOptions options)
    {
        AffineTransform? transform = TransformFile.Read(context.Input("transform"));
        using ArrowMatrix images = ArrowMatrix.Open(context.Input("representations"));
        Representations rows = images.Values;
        TransformFile.Check(transform, rows, "transform-images");
        using var writer = context.CreateMatrix("representations.arrow", rows.Rows, rows.Dim);
        for (int start = 0; start < rows.Rows; start += ChunkRows)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            int[] chunk = [.. Enumerable.Range(start, Math.Min(ChunkRows, rows.Rows - start))];
            Representations transformed = AffineTransforms.Apply(transform, rows.Select(chunk), context.Threads);
            for (int row = 0; row < chunk.Length; row++)
            {
                writer.Append(images.Ids[start + row], transformed.Row(row));
            }

            context.Progress.Report("transforming", start + chunk.Length, rows.Rows, "images");
        }

        context.Describe("representations.arrow", rows.Rows, ArrowMatrix.SchemaOf(rows.Dim));
    }
}
