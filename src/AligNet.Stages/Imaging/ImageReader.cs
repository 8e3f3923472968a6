using System.IO;
using System.Security.Cryptography;
using AligNet.Domain;

namespace AligNet.Imaging;

/// <summary>Reads image files into the square that a model sees.</summary>
/// <param name="preprocessing">How the model wants its images.</param>
/// <param name="followOrientation">Whether EXIF orientation is followed.</param>
public sealed class ImageReader(ImagePreprocessing preprocessing, bool followOrientation = false)
{
    /// <summary>The square of one file as bytes, R, G, B for each pixel.</summary>
    /// <exception cref="ArtifactException">Unreadable.</exception>
    /// <exception cref="StageException">The content is not what was listed.</exception>
    public byte[] ReadSquare(ImageFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException($"{file.Path}: cannot be read ({exception.Message}).", exception);
        }

        if (file.Sha256 is { } expected && Convert.ToHexStringLower(SHA256.HashData(bytes)) != expected)
        {
            throw new StageException($"{file.Path}: changed while the pipeline ran (its content is not what Ingest read). Run again.");
        }

        return ImageResampler.ToSquare(ImageDecoder.Decode(bytes, file.Path, followOrientation), preprocessing).Pixels;
    }

    /// <summary>Reads some files, in parallel, into normalised planes (NCHW) in their order.</summary>
    /// <param name="files">The files.</param>
    /// <param name="planes">Receives files × 3 × size × size values.</param>
    /// <param name="threads">Threads that decode.</param>
    /// <exception cref="PipelineException">As <see cref="ReadSquare"/>, for the first such file in order.</exception>
    public void ReadBatch(IReadOnlyList<ImageFile> files, Memory<float> planes, int threads)
    {
        ArgumentNullException.ThrowIfNull(files);
        int length = 3 * preprocessing.ImageSize * preprocessing.ImageSize;
        ArgumentOutOfRangeException.ThrowIfNotEqual(planes.Length, files.Count * length);
        var faults = new PipelineException?[files.Count];
        Parallel.For(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, index =>
        {
            try
            {
                ImageResampler.Normalise(ReadSquare(files[index]), preprocessing, planes.Span.Slice(index * length, length));
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
