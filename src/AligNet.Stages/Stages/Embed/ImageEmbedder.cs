using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Imaging;
using AligNet.Onnx;

namespace AligNet.Stages.Embed;

/// <summary>Runs an ONNX encoder over the images of tables; the next batch is decoded while the encoder works.</summary>
internal sealed class ImageEmbedder : IDisposable
{
    private static readonly double[] ImageNetMean = [0.485, 0.456, 0.406];
    private static readonly double[] ImageNetStd = [0.229, 0.224, 0.225];
    private readonly StageContext _context;
    private readonly EmbedOptions _options;
    private readonly OnnxEncoder _encoder;
    private readonly ImageBatchLoader _loader;

    public ImageEmbedder(StageContext context, EmbedOptions options, string model)
    {
        (_context, _options) = (context, options);
        _encoder = new OnnxEncoder(model, new OnnxEncoderOptions { Output = options.Output, ImageSize = options.ImageSize, Threads = context.Threads });
        ImagePreprocessing preprocessing = Preprocessing(options, _encoder.Info, model);
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
        int width = _encoder.Info.Width;
        using var writer = new ArrowMatrixWriter(_context.Output(output), files.Length, width);
        foreach (ImageBatch batch in _loader.Batches(files, _options.Batch))
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            float[] rows = _encoder.Embed(batch.Pixels);
            for (int row = 0; row < batch.Count; row++)
            {
                ReadOnlySpan<float> values = rows.AsSpan(row * width, width);
                Check(values, ids[batch.Start + row]);
                writer.Append(ids[batch.Start + row], values);
            }

            _context.Progress.Report($"embedding {output}", batch.Start + batch.Count, files.Length, "images");
        }

        _context.Describe(output, files.Length, ArrowMatrix.SchemaOf(width));
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

    private static ImagePreprocessing Preprocessing(EmbedOptions options, OnnxEncoderInfo model, string path)
    {
        ImagePreprocessing? carried = ImagePreprocessing.FromMetadata(model.Metadata, path);
        ImagePreprocessing known = carried?.WithImageSize(model.ImageSize)
            ?? new ImagePreprocessing { Framing = options.Framing, Interpolation = options.Interpolation, Mean = ImageNetMean, Std = ImageNetStd };
        int resize = options.ResizeSize > 0 ? options.ResizeSize
            : carried is not null ? known.ResizeSize : (int)Math.Round(model.ImageSize * 256 / 224.0);
        ImagePreprocessing result = known with
        {
            ImageSize = model.ImageSize,
            ResizeSize = Math.Max(resize, model.ImageSize),
            Mean = options.Mean.Length == 3 ? options.Mean : known.Mean,
            Std = options.Std.Length == 3 ? options.Std : known.Std,
        };
        return result.Errors().FirstOrDefault() is { } fault ? throw new OptionsException($"embed: {fault}") : result;
    }
}
