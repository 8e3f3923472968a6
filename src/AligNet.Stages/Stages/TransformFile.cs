using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Stages;

/// <summary>An affine transform as an Arrow matrix of width dim: rows <c>weights 0</c> to <c>weights dim−1</c> (W, row by row),
/// <c>bias</c>, <c>mean</c> and <c>std</c> (each scalar repeated). A matrix without rows is the untransformed representation.</summary>
public static class TransformFile
{
    /// <summary>Writes a transform, or the absence of one, as an output of a stage.</summary>
    public static void Write(StageContext context, string output, AffineTransform? transform)
    {
        if (transform is null)
        {
            context.WriteMatrix(output, [], new Representations(Array.Empty<float>(), 0, 1));
            return;
        }

        int dim = transform.Dim;
        float[] values = new float[(dim + 3) * dim];
        transform.Weights.CopyTo(values, 0);
        transform.Bias.CopyTo(values, dim * dim);
        Array.Fill(values, (float)transform.Mean, (dim + 1) * dim, dim);
        Array.Fill(values, (float)transform.Std, (dim + 2) * dim, dim);
        context.WriteMatrix(output, [.. Enumerable.Range(0, dim).Select(row => $"weights {row}"), "bias", "mean", "std"], new Representations(values, dim + 3, dim));
    }

    /// <summary>Reads a transform; null when representations stay as they are.</summary>
    /// <exception cref="ArtifactException">The file does not hold one.</exception>
    public static AffineTransform? Read(string path)
    {
        using ArrowMatrix matrix = ArrowMatrix.Open(path);
        if (matrix.Values.Rows == 0)
        {
            return null;
        }

        int dim = matrix.Values.Dim;
        if (matrix.Values.Rows != dim + 3 || matrix.Ids[dim] != "bias" || matrix.Ids[dim + 1] != "mean" || matrix.Ids[dim + 2] != "std")
        {
            throw new ArtifactException($"{path}: has {matrix.Values.Rows} rows of {dim}, expected {dim + 3}: weights, then bias, mean and std.");
        }

        float[] values = matrix.Values.ToArray();
        return new AffineTransform(values[(dim + 1) * dim], values[(dim + 2) * dim], values[..(dim * dim)], values[(dim * dim)..((dim + 1) * dim)]);
    }

    /// <summary>Refuses representations that a transform was not made for.</summary>
    /// <exception cref="StageException">The widths differ.</exception>
    public static void Check(AffineTransform? transform, Representations representations, string what)
    {
        if (transform is not null && representations.Rows > 0 && transform.Dim != representations.Dim)
        {
            throw new StageException(
                $"{what}: representations have {representations.Dim} columns, the transform expects {transform.Dim}. Both must come from the same encoder and output.");
        }
    }
}
