using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Imaging;
using AligNet.Onnx;

namespace AligNet.Stages.Embed;

/// <summary>Runs an ONNX encoder over the images of tables; the next batch is decoded while the encoder works.</summary>
internal sealed class ImageEmbedder : IDisposable
{
    private readonly StageContext _context;
    private readonly EmbedOptions _options;
    private readonly OnnxEncoder _encoder;
    private readonly ImageBatchLoader _loader;

    public ImageEmbedder(StageContext context, EmbedOptions options, string model)
    {
        (_context, _options) = (context, options);
        _encoder = new OnnxEncoder(model, options.ForEncoder(context.Threads));
        ImagePreprocessing preprocessing = PreprocessingChoice.Of(
            "embed", _encoder.Info.ImageSize, ImagePreprocessing.FromMetadata(_encoder.Info.Metadata, model),
            options.Framing, options.ResizeSize, options.Interpolation, options.Mean, options.Std);
        _loader = new ImageBatchLoader(preprocessing, context.Threads, options.FollowOrientation);
        context.Device = _encoder.Info.Provider.StartsWith("CUDA", StringComparison.Ordinal) ? "cuda" : "cpu";
        context.Progress.Log(
            $"{context.Stage}: {_encoder.Info.Provider}, output '{_encoder.Info.Output}' of width {_encoder.Info.Width}, images of {preprocessing.ImageSize} px.");
    }

    /// <summary>Writes the representations of a table's images as a matrix.</summary>
    public void Embed(string tableInput, string output)
    {
        string[] ids = ParquetTable.Read(_context.Input(tableInput)).Get<string>("id");
        ImageFile[] files = ImageTable.Files(_context, tableInput);
        using var writer = new ArrowMatrixWriter(_context.Output(output), files.Length, _encoder.Info.Width);
        Embed(files, ids, output, (row, values) => writer.Append(ids[row], values));
        _context.Describe(output, files.Length, ArrowMatrix.SchemaOf(_encoder.Info.Width));
    }

    /// <summary>The representations of some images, in memory.</summary>
    /// <param name="files">The images.</param>
    /// <param name="ids">Their ids, for messages.</param>
    /// <param name="what">What they are, for the progress.</param>
    public Representations Rows(ImageFile[] files, string[] ids, string what)
    {
        int width = _encoder.Info.Width;
        float[] all = new float[(long)files.Length * width];
        Embed(files, ids, what, (row, values) => values.CopyTo(all.AsSpan(row * width, width)));
        return new Representations(all, files.Length, width);
    }

    private void Embed(ImageFile[] files, string[] ids, string what, Action<int, ReadOnlySpan<float>> take)
    {
        int width = _encoder.Info.Width;
        foreach (ImageBatch batch in _loader.Batches(files, _options.Batch))
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            float[] rows = _encoder.Embed(batch.Pixels);
            for (int row = 0; row < batch.Count; row++)
            {
                ReadOnlySpan<float> values = rows.AsSpan(row * width, width);
                Check(values, ids[batch.Start + row]);
                take(batch.Start + row, values);
            }

            _context.Progress.Report($"embedding {what}", batch.Start + batch.Count, files.Length, "images");
        }
    }

    public void Dispose() => _encoder.Dispose();

    private void Check(ReadOnlySpan<float> values, string id)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                throw new StageException(
                    $"{_context.Stage}: the model gives {value} for image {id}, expected finite numbers. Check that embed.mean, embed.std and embed.image_size are what the model was trained with.");
            }
        }
    }
}
