using AligNet.Domain;

namespace AligNet.Imaging;

/// <summary>Pixels of a list of image files by row number. Squares are kept as bytes after the first reading while they fit in a budget
/// of memory; the rest is decoded again whenever it is asked for.</summary>
public sealed class ImagePixels : IPixelSource
{
    private readonly IReadOnlyList<ImageFile> _files;
    private readonly ImagePreprocessing _preprocessing;
    private readonly ImageReader _reader;
    private readonly byte[]?[] _kept;
    private readonly int _threads;
    private readonly int _keep;

    /// <summary>Creates a source.</summary>
    /// <param name="files">The images, by row number.</param>
    /// <param name="preprocessing">How the model wants them.</param>
    /// <param name="threads">Threads that decode.</param>
    /// <param name="budgetBytes">Memory for decoded squares.</param>
    public ImagePixels(IReadOnlyList<ImageFile> files, ImagePreprocessing preprocessing, int threads, long budgetBytes = 1L << 30)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(preprocessing);
        (_files, _preprocessing, _threads) = (files, preprocessing, threads);
        _reader = new ImageReader(preprocessing);
        _kept = new byte[files.Count][];
        _keep = (int)Math.Min(files.Count, budgetBytes / (3L * preprocessing.ImageSize * preprocessing.ImageSize));
    }

    /// <inheritdoc/>
    public int ImageSize => _preprocessing.ImageSize;

    /// <inheritdoc/>
    public int Count => _files.Count;

    /// <inheritdoc/>
    public unsafe void Fill(ReadOnlySpan<int> rows, Span<float> pixels)
    {
        int length = 3 * ImageSize * ImageSize;
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, rows.Length * length);
        int[] wanted = rows.ToArray();
        fixed (float* target = pixels)
        {
            float* start = target;
            var faults = new PipelineException?[wanted.Length];
            Parallel.For(0, wanted.Length, new ParallelOptions { MaxDegreeOfParallelism = _threads }, index =>
            {
                try
                {
                    ImageResampler.Normalise(Square(wanted[index]), _preprocessing, new Span<float>(start + ((long)index * length), length));
                }
                catch (PipelineException exception)
                {
                    faults[index] = exception;
                }
            });
            if (faults.FirstOrDefault(fault => fault is not null) is { } first)
            {
                throw first;
            }
        }
    }

    private byte[] Square(int row)
    {
        if (_kept[row] is { } known)
        {
            return known;
        }

        byte[] square = _reader.ReadSquare(_files[row]);
        if (row < _keep)
        {
            _kept[row] = square;
        }

        return square;
    }
}
