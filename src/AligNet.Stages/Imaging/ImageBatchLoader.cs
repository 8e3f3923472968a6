using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using AligNet.Domain;
using AligNet.Imaging.Corruptions;

namespace AligNet.Imaging;

/// <summary>Reads, decodes and preprocesses image files with several threads, in the order given.</summary>
public sealed class ImageBatchLoader
{
    private readonly ImageNormaliser _normaliser;
    private readonly ParallelOptions _parallel;
    private readonly bool _applyOrientation;
    private readonly CorruptionSpec? _corruption;

    /// <summary>Creates a loader.</summary>
    /// <param name="preprocessing">How files become a model's input.</param>
    /// <param name="threads">Threads; 0 for one a processor.</param>
    /// <param name="applyOrientation">Whether images are turned as their EXIF entry says.</param>
    /// <param name="corruption">What every image suffers between framing and normalisation, as in ImageNet-C; null: nothing.</param>
    /// <exception cref="OptionsException">The preprocessing cannot be applied.</exception>
    public ImageBatchLoader(ImagePreprocessing preprocessing, int threads = 0, bool applyOrientation = false, CorruptionSpec? corruption = null)
    {
        ArgumentNullException.ThrowIfNull(preprocessing);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        if (string.Join(" ", preprocessing.Errors()) is { Length: > 0 } faults)
        {
            throw new OptionsException(faults);
        }

        _normaliser = new ImageNormaliser(preprocessing);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads };
        _applyOrientation = applyOrientation;
        _corruption = corruption;
    }

    /// <summary>Values of one image: 3 × size × size.</summary>
    public int ValuesPerImage => _normaliser.ValuesPerImage;

    /// <summary>All files in batches, in order. The next batch is prepared while the caller works on one; no more than two exist.</summary>
    /// <param name="files">The files.</param>
    /// <param name="batchSize">Images a batch; the last may have fewer.</param>
    /// <exception cref="ArtifactException">A file is missing or no readable image; the first in order is named.</exception>
    /// <exception cref="StageException">A file's bytes are not what its hash says.</exception>
    public IEnumerable<ImageBatch> Batches(IReadOnlyList<ImageFile> files, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return Batches(files, Enumerable.Range(0, (files.Count + batchSize - 1) / batchSize).Select(batch => Math.Min(batchSize, files.Count - (batch * batchSize))));
    }

    /// <summary>As above, with a size for each batch.</summary>
    /// <param name="files">The files.</param>
    /// <param name="sizes">Images of each batch, 1 or more; they sum to the number of files.</param>
    /// <exception cref="ArtifactException">A file is missing or no readable image; the first in order is named.</exception>
    /// <exception cref="StageException">A file's bytes are not what its hash says.</exception>
    public IEnumerable<ImageBatch> Batches(IReadOnlyList<ImageFile> files, IEnumerable<int> sizes)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(sizes);
        return Enumerate();

        IEnumerable<ImageBatch> Enumerate()
        {
            using IEnumerator<int> size = sizes.GetEnumerator();
            Task<ImageBatch>? next = size.MoveNext() ? Begin(0, size.Current) : null;
            try
            {
                while (next is not null)
                {
                    ImageBatch batch = next.GetAwaiter().GetResult();
                    next = size.MoveNext() ? Begin(batch.Start + batch.Count, size.Current) : null;
                    yield return batch;
                }
            }
            finally
            {
                // A caller that stops early leaves no thread behind; a fault in a batch that nobody asked for is nobody's.
                next?.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
            }
        }

        Task<ImageBatch> Begin(int start, int count) => Task.Run(() =>
        {
            float[] pixels = new float[checked(count * ValuesPerImage)];
            Load(index => files[start + index], count, pixels);
            return new ImageBatch(start, count, pixels);
        });
    }

    /// <summary>Some files at once.</summary>
    /// <param name="files">The files.</param>
    /// <param name="pixels">Receives files × 3 × size × size values.</param>
    /// <exception cref="ArtifactException">A file is missing or no readable image; the first in order is named.</exception>
    /// <exception cref="StageException">A file's bytes are not what its hash says.</exception>
    public void Load(IReadOnlyList<ImageFile> files, Memory<float> pixels)
    {
        ArgumentNullException.ThrowIfNull(files);
        Load(index => files[index], files.Count, pixels);
    }

    /// <summary>One file as the 8-bit square before normalisation, for callers that keep many.</summary>
    internal RgbImage Square(ImageFile file)
    {
        byte[] bytes = ImageBytes.Read(file);
        if (file.Sha256 is not null && Convert.ToHexStringLower(SHA256.HashData(bytes)) is var found && found != file.Sha256)
        {
            throw new StageException($"{file}: changed while running: its SHA-256 is {found}, expected {file.Sha256}. Run again.");
        }

        RgbImage square = _normaliser.Frame(ImageDecoder.Decode(bytes, file.ToString(), _applyOrientation));
        return _corruption?.Apply(square) ?? square;
    }

    /// <summary>Normalises a square from <see cref="Square"/>.</summary>
    internal void Normalise(RgbImage square, Span<float> pixels) => _normaliser.Normalise(square, pixels);

    /// <summary>Runs an action for each index with the loader's threads; of several faults the one of the lowest index is thrown.</summary>
    internal void ForEach(int count, Action<int> action)
    {
        var faults = new Exception?[count];
        Parallel.For(0, count, _parallel, (index, state) =>
        {
            try
            {
                action(index);
            }
            catch (PipelineException fault)
            {
                // Lower indices are still carried out, so that the same fault is reported on every run.
                faults[index] = fault;
                state.Break();
            }
        });
        if (Array.Find(faults, fault => fault is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    private void Load(Func<int, ImageFile> file, int count, Memory<float> pixels)
    {
        if (pixels.Length != (long)count * ValuesPerImage)
        {
            throw new ArgumentException($"Expected room for {count} × {ValuesPerImage} values, got {pixels.Length}.", nameof(pixels));
        }

        ForEach(count, index => Normalise(Square(file(index)), pixels.Span.Slice(index * ValuesPerImage, ValuesPerImage)));
    }
}
