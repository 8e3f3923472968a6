using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Imaging;
using AligNet.Onnx;

namespace AligNet.Stages.Embed;

/// <summary>Runs an ONNX encoder over the images of a table: one thread group decodes the next batch while the encoder works.</summary>
internal sealed class ImageEmbedder : IDisposable
{
    private readonly StageContext _context;
    private readonly EmbedOptions _options;
    private readonly OnnxEncoder _encoder;
    private readonly ImagePreprocessing _preprocessing;

    public ImageEmbedder(StageContext context, EmbedOptions options, string model)
    {
        (_context, _options) = (context, options);
        _encoder = new OnnxEncoder(model, options.Output, context.Threads);
        _preprocessing = Preprocessing(options, _encoder, model);
        context.Device = _encoder.Provider == "CPU" ? "cpu" : "cuda";
        context.Progress.Log($"{context.Stage}: ONNX Runtime on {_encoder.Provider}, output '{_encoder.OutputName}', {_preprocessing.ImageSize} px.");
    }

    /// <summary>Writes the representations of a table's images (columns id, path, sha256) as a matrix.</summary>
    public void Embed(string tableInput, string output)
    {
        Table table = ParquetTable.Read(_context.Input(tableInput));
        (string[] ids, string[] paths) = (table.Get<string>("id"), table.Get<string>("path"));
        ImageFile[] files = ImageTable.Files(_context, tableInput);
        if (files.Length == 0)
        {
            ArrowMatrix.Write(_context.Output(output), [], new Representations(Array.Empty<float>(), 0, 1));
            _context.Describe(output, 0, ArrowMatrix.SchemaOf(1));
            return;
        }

        var reader = new ImageReader(_preprocessing, _options.FollowOrientation);
        ArrowMatrixWriter? writer = null;
        try
        {
            Task<float[]> next = Task.Run(() => Decode(reader, files, 0));
            int width = 0;
            for (int start = 0; start < files.Length; start += _options.Batch)
            {
                _context.Cancellation.ThrowIfCancellationRequested();
                float[] pixels = next.GetAwaiter().GetResult();
                int following = start + _options.Batch;
                if (following < files.Length)
                {
                    next = Task.Run(() => Decode(reader, files, following));
                }

                int count = Math.Min(_options.Batch, files.Length - start);
                float[] rows = _encoder.Encode(pixels, count, _preprocessing.ImageSize, out width);
                writer ??= new ArrowMatrixWriter(_context.Output(output), files.Length, width);
                for (int row = 0; row < count; row++)
                {
                    ReadOnlySpan<float> values = rows.AsSpan(row * width, width);
                    Check(values, paths[start + row]);
                    writer.Append(ids[start + row], values);
                }

                _context.Progress.Report($"embedding {output}", start + count, files.Length, "images");
            }

            _context.Describe(output, files.Length, ArrowMatrix.SchemaOf(width));
        }
        finally
        {
            writer?.Dispose();
        }
    }

    public void Dispose() => _encoder.Dispose();

    private float[] Decode(ImageReader reader, ImageFile[] files, int start)
    {
        ImageFile[] batch = files[start..Math.Min(start + _options.Batch, files.Length)];
        float[] pixels = new float[batch.Length * 3 * _preprocessing.ImageSize * _preprocessing.ImageSize];
        reader.ReadBatch(batch, pixels, _context.Threads);
        return pixels;
    }

    private void Check(ReadOnlySpan<float> values, string path)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                throw new StageException(
                    $"{_context.Stage}: the model gives {value} for image {path}, expected finite numbers. Check that embed.mean, embed.std and embed.image_size are what the model was trained with.");
            }
        }
    }

    private static ImagePreprocessing Preprocessing(EmbedOptions options, OnnxEncoder encoder, string model)
    {
        ImagePreprocessing known = encoder.Preprocessing ?? new ImagePreprocessing { Resize = options.Resize, Interpolation = options.Interpolation };
        int size = options.ImageSize > 0 ? options.ImageSize : encoder.Preprocessing?.ImageSize ?? encoder.ImageSize ?? 224;
        if (encoder.ImageSize is { } demanded && demanded != size)
        {
            throw new OptionsException($"embed.image_size is {size}, but {model} takes {demanded} pixels only. Set it to {demanded}, or to 0.");
        }

        int resize = options.ResizeSize > 0 ? options.ResizeSize
            : encoder.Preprocessing is { } carried && carried.ImageSize == size ? carried.ResizeSize : (int)Math.Round(size * 256 / 224.0);
        ImagePreprocessing result = known with
        {
            ImageSize = size,
            ResizeSize = Math.Max(resize, size),
            Mean = options.Mean.Length == 3 ? options.Mean : known.Mean,
            Std = options.Std.Length == 3 ? options.Std : known.Std,
        };
        return result.Errors().FirstOrDefault() is { } fault ? throw new OptionsException($"embed: {fault}") : result;
    }
}
