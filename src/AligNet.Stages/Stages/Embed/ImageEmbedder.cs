using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Imaging;
using AligNet.Imaging.Corruptions;
using AligNet.Onnx;

namespace AligNet.Stages.Embed;

/// <summary>Runs an ONNX encoder over the images of tables; the next batch is decoded while the encoder works.</summary>
internal sealed class ImageEmbedder : IDisposable
{
    private readonly StageContext _context;
    private readonly EmbedOptions _options;
    private readonly OnnxEncoder _encoder;
    private readonly ImagePreprocessing _preprocessing;

    public ImageEmbedder(StageContext context, EmbedOptions options, string model)
    {
        (_context, _options) = (context, options);
        _encoder = new OnnxEncoder(model, options.ForEncoder(context.Threads));
        _preprocessing = PreprocessingChoice.Of(
            "embed", _encoder.Info.ImageSize, ImagePreprocessing.FromMetadata(_encoder.Info.Metadata, model),
            options.Framing, options.ResizeSize, options.Interpolation, options.Mean, options.Std);
        context.Device = _encoder.Info.Provider.StartsWith("CUDA", StringComparison.Ordinal) ? "cuda" : "cpu";
        context.Progress.Log(
            $"{context.Stage}: {_encoder.Info.Provider}, output '{_encoder.Info.Output}' of width {_encoder.Info.Width}, images of {_preprocessing.ImageSize} px.");
    }

    /// <summary>Writes the representations of a table's images as a matrix.</summary>
    public void Embed(string tableInput, string output)
    {
        string[] ids = _context.ReadTable(tableInput).Get<string>("id");
        ImageFile[] files = ImageTable.Files(_context, tableInput);
        using var writer = _context.CreateMatrix(output, files.Length, _encoder.Info.Width);
        Embed(files, ids, null, writer, output, (0, files.Length));
        _context.Describe(output, files.Length, ArrowMatrix.SchemaOf(_encoder.Info.Width));
    }

    /// <summary>Writes the representations of the images to test on, corrupted: all images under the first corruption, then under the next. Rows are
    /// named as ImageNet-C's files are: corruption, severity, image.</summary>
    /// <param name="tableInput">The table of images.</param>
    /// <param name="readoutInput">Which of them are tested.</param>
    /// <param name="corruptionsInput">The corruptions: corruption, severity, seed.</param>
    /// <param name="output">The matrix: corruptions × images rows.</param>
    public void EmbedCorrupted(string tableInput, string readoutInput, string corruptionsInput, string output)
    {
        Table readout = _context.ReadTable(readoutInput);
        string[] roles = readout.Get<string>("role");
        int[] images = [.. readout.Get<int>("image").Where((_, row) => roles[row] == "test")];
        string[] names = _context.ReadTable(tableInput).Get<string>("id");
        ImageFile[] all = ImageTable.Files(_context, tableInput);
        ImageFile[] files = [.. images.Select(image => all[image])];
        Table corruptions = _context.ReadTable(corruptionsInput);
        (string[] types, int[] severities, long[] seeds) = (corruptions.Get<string>("corruption"), corruptions.Get<int>("severity"), corruptions.Get<long>("seed"));
        long total = (long)files.Length * types.Length;
        using var writer = _context.CreateMatrix(output, total, _encoder.Info.Width);
        for (int cell = 0; cell < types.Length; cell++)
        {
            Corruption type = CorruptionTypes.All.First(type => CorruptionTypes.NameOf(type) == types[cell]);
            string[] ids = [.. images.Select(image => $"{types[cell]}/{severities[cell]}/{names[image]}")];
            Embed(files, ids, new CorruptionSpec(type, severities[cell], unchecked((ulong)seeds[cell])), writer, output, ((long)cell * files.Length, total));
        }

        _context.Describe(output, total, ArrowMatrix.SchemaOf(_encoder.Info.Width));
    }

    private void Embed(ImageFile[] files, string[] ids, CorruptionSpec? corruption, ArrowMatrixWriter writer, string output, (long Done, long Total) progress)
    {
        int width = _encoder.Info.Width;
        var loader = new ImageBatchLoader(_preprocessing, _context.Threads, _options.FollowOrientation, corruption);
        foreach (ImageBatch batch in loader.Batches(files, _options.Batch))
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            float[] rows = _encoder.Embed(batch.Pixels);
            for (int row = 0; row < batch.Count; row++)
            {
                ReadOnlySpan<float> values = rows.AsSpan(row * width, width);
                Check(values, ids[batch.Start + row]);
                writer.Append(ids[batch.Start + row], values);
            }

            _context.Progress.Report($"embedding {output}", progress.Done + batch.Start + batch.Count, progress.Total, "images");
        }
    }

    /// <summary>The representations of some images, in memory.</summary>
    /// <param name="files">The images.</param>
    /// <param name="ids">Their ids, for messages.</param>
    /// <param name="what">What they are, for the progress.</param>
    public Representations Rows(ImageFile[] files, string[] ids, string what)
    {
        float[] all = new float[(long)files.Length * Width];
        int row = 0;
        foreach (float[] values in Rows(files, ids, Enumerable.Range(0, (files.Length + _options.Batch - 1) / _options.Batch).Select(batch => Math.Min(_options.Batch, files.Length - (batch * _options.Batch)))))
        {
            values.CopyTo(all.AsSpan(row * Width, Width));
            _context.Progress.Report($"embedding {what}", ++row, files.Length, "images");
        }

        return new Representations(all, files.Length, Width);
    }

    /// <summary>Width of a representation.</summary>
    public int Width => _encoder.Info.Width;

    /// <summary>The representations of some images, in order.</summary>
    /// <param name="files">The images.</param>
    /// <param name="ids">Their identifiers, for messages.</param>
    /// <param name="batches">Size of each call of the encoder; they sum to the number of images.</param>
    public IEnumerable<float[]> Rows(IReadOnlyList<ImageFile> files, IReadOnlyList<string> ids, IEnumerable<int> batches)
    {
        var loader = new ImageBatchLoader(_preprocessing, _context.Threads, _options.FollowOrientation);
        foreach (ImageBatch batch in loader.Batches(files, batches))
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            float[] rows = _encoder.Embed(batch.Pixels);
            for (int row = 0; row < batch.Count; row++)
            {
                float[] values = rows[(row * Width)..((row + 1) * Width)];
                Check(values, ids[batch.Start + row]);
                yield return values;
            }
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
