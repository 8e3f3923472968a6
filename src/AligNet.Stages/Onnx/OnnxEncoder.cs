using AligNet.Domain;
using Microsoft.ML.OnnxRuntime;

namespace AligNet.Onnx;

/// <summary>An image encoder in ONNX: pixels in, one representation an image out.</summary>
/// <remarks>Takes one image input of shape [batch, 3, H, W] (or [batch, H, W, 3]) in float32, batch fixed or free. The representation is a
/// [batch, dim] output, or the first (class) token of a [batch, tokens, dim] output.</remarks>
public sealed class OnnxEncoder : IDisposable
{
    /// <summary>Metadata property under which a model carries its <see cref="ImagePreprocessing"/>.</summary>
    public const string PreprocessingProperty = "alignet.preprocessing";

    private static readonly string[] PooledNames = ["pool", "feature", "embed", "represent", "cls"];
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly string _path;
    private readonly string _input;
    private readonly bool _channelsLast;
    private readonly int? _fixedBatch;

    /// <summary>Opens a model.</summary>
    /// <param name="path">The .onnx file.</param>
    /// <param name="output">Name of the output that is the representation; empty: chosen by name and shape.</param>
    /// <param name="threads">Threads of one call.</param>
    /// <exception cref="ArtifactException">Not a readable model, or not an image encoder.</exception>
    /// <exception cref="OptionsException">There is no output of that name.</exception>
    public OnnxEncoder(string path, string output, int threads)
    {
        _path = path;
        try
        {
            using var options = new SessionOptions
            {
                IntraOpNumThreads = threads,
                InterOpNumThreads = 1,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            Provider = AppendCuda(options) ? "CUDA" : "CPU";
            _session = new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ArtifactException($"{path}: ONNX Runtime cannot read it as a model ({exception.Message.Trim()}).", exception);
        }

        KeyValuePair<string, NodeMetadata>[] images = [.. _session.InputMetadata.Where(input => input.Value.Dimensions.Length == 4)];
        if (images.Length != 1 || _session.InputMetadata.Count != 1 || images[0].Value.ElementDataType != Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float)
        {
            string found = string.Join("; ", _session.InputMetadata.Select(input => $"{input.Key} {input.Value.ElementDataType} [{string.Join(", ", input.Value.Dimensions)}]"));
            _session.Dispose();
            throw new ArtifactException($"{path}: expected one float32 image input of four dimensions, found {found}.");
        }

        _input = images[0].Key;
        int[] shape = images[0].Value.Dimensions;
        _channelsLast = shape[1] != 3 && shape[3] == 3;
        _fixedBatch = shape[0] > 0 ? shape[0] : null;
        int side = shape[2];
        ImageSize = side > 0 ? side : null;
        OutputName = ChooseOutput(output);
        if (_session.ModelMetadata.CustomMetadataMap.TryGetValue(PreprocessingProperty, out string? json))
        {
            Preprocessing = ImagePreprocessing.FromJson(json, path);
        }
    }

    /// <summary>"CPU" or "CUDA".</summary>
    public string Provider { get; }

    /// <summary>Side of the input that the model fixes, pixels, or null when it takes any.</summary>
    public int? ImageSize { get; }

    /// <summary>The preprocessing that the model carries, or null.</summary>
    public ImagePreprocessing? Preprocessing { get; }

    /// <summary>The output that is read.</summary>
    public string OutputName { get; }

    /// <summary>Represents images.</summary>
    /// <param name="pixels">count × 3 × size × size normalised values (NCHW).</param>
    /// <param name="count">Number of images.</param>
    /// <param name="imageSize">Side of an image, pixels.</param>
    /// <param name="dim">Receives the width of a representation.</param>
    /// <returns>count × dim values, row-major.</returns>
    /// <exception cref="StageException">The model fails on the input.</exception>
    public float[] Encode(Memory<float> pixels, int count, int imageSize, out int dim)
    {
        int length = 3 * imageSize * imageSize;
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, count * length);
        int step = _fixedBatch ?? count;
        float[] result = [];
        dim = 0;
        for (int start = 0; start < count; start += step)
        {
            int real = Math.Min(step, count - start);
            float[] batch = new float[step * length];
            pixels.Span.Slice(start * length, real * length).CopyTo(batch);
            float[] rows = Run(_channelsLast ? ToChannelsLast(batch, step, imageSize) : batch, step, imageSize, out dim);
            if (result.Length == 0)
            {
                result = new float[count * dim];
            }

            rows.AsSpan(0, real * dim).CopyTo(result.AsSpan(start * dim));
        }

        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }

    private static bool AppendCuda(SessionOptions options)
    {
        if (!OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider"))
        {
            return false;
        }

        options.AppendExecutionProvider_CUDA();
        return true;
    }

    private string ChooseOutput(string wanted)
    {
        string names = string.Join(", ", _session.OutputMetadata.Keys);
        if (wanted.Length > 0)
        {
            return _session.OutputMetadata.ContainsKey(wanted)
                ? wanted
                : throw new OptionsException($"{_path}: the model has no output '{wanted}', only {names}. Correct embed.output.");
        }

        string[] flat = [.. _session.OutputMetadata.Where(output => output.Value.Dimensions.Length == 2).Select(output => output.Key)];
        return flat.FirstOrDefault(name => PooledNames.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase)))
            ?? flat.FirstOrDefault(name => !name.Contains("logit", StringComparison.OrdinalIgnoreCase))
            ?? flat.FirstOrDefault()
            ?? throw new OptionsException($"{_path}: no output of shape [batch, dim] among {names}. Name the one to use in embed.output.");
    }

    private float[] Run(float[] batch, int count, int imageSize, out int dim)
    {
        long[] shape = _channelsLast ? [count, imageSize, imageSize, 3] : [count, 3, imageSize, imageSize];
        try
        {
            using var input = OrtValue.CreateTensorValueFromMemory(batch, shape);
            using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(_run, [_input], [input], [OutputName]);
            long[] found = outputs[0].GetTensorTypeAndShape().Shape;
            ReadOnlySpan<float> values = outputs[0].GetTensorDataAsSpan<float>();
            if (found.Length is not (2 or 3) || found[0] != count)
            {
                throw new StageException($"{_path}: output '{OutputName}' has shape [{string.Join(", ", found)}], expected [{count}, dim] or [{count}, tokens, dim].");
            }

            dim = (int)found[^1];
            if (found.Length == 2)
            {
                return values.ToArray();
            }

            float[] tokens = new float[count * dim];
            for (int image = 0; image < count; image++)
            {
                values.Slice(image * (int)found[1] * dim, dim).CopyTo(tokens.AsSpan(image * dim));
            }

            return tokens;
        }
        catch (OnnxRuntimeException exception)
        {
            throw new StageException($"{_path}: the model fails on {count} images of {imageSize} × {imageSize} pixels ({exception.Message.Trim()}). Check embed.image_size.", exception);
        }
    }

    private static float[] ToChannelsLast(float[] batch, int count, int imageSize)
    {
        int area = imageSize * imageSize;
        float[] result = new float[batch.Length];
        for (int image = 0; image < count; image++)
        {
            for (int channel = 0; channel < 3; channel++)
            {
                for (int pixel = 0; pixel < area; pixel++)
                {
                    result[(((image * area) + pixel) * 3) + channel] = batch[(((image * 3) + channel) * area) + pixel];
                }
            }
        }

        return result;
    }
}
