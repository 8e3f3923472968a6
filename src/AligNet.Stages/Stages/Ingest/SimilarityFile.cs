using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Stages.Ingest;

/// <summary>Reads human similarity of objects from .npy: a square matrix, or an embedding whose dot products are the similarities.</summary>
public static class SimilarityFile
{
    /// <summary>The similarities, objects × objects; the diagonal is not used.</summary>
    /// <exception cref="StageException">Rows do not match the objects, a value is not finite, or a square matrix is not symmetric.</exception>
    public static Representations Read(string path, int objects)
    {
        NpyArray array = NpyFile.Read(path);
        if (array.Shape.Count != 2 || array.Shape[0] != objects)
        {
            throw new StageException(
                $"{path}: has shape ({string.Join(", ", array.Shape)}), expected ({objects}, {objects}) similarities or ({objects}, dimensions) of an embedding, one row an object.");
        }

        int columns = (int)array.Shape[1];
        float[] values = array.ToSingles();
        var given = new Representations(values, objects, columns);
        if (given.FirstNonFinite() is { } fault)
        {
            throw new StageException($"{path}: entry ({fault.Row}, {fault.Column}) is {values[(fault.Row * columns) + fault.Column]}, expected finite numbers.");
        }

        if (columns != objects)
        {
            return DotProducts(given);
        }

        for (int row = 0; row < objects; row++)
        {
            for (int column = 0; column < row; column++)
            {
                float difference = MathF.Abs(values[(row * objects) + column] - values[(column * objects) + row]);
                if (difference > 1e-5f * MathF.Max(1, MathF.Abs(values[(row * objects) + column])))
                {
                    throw new StageException($"{path}: a square matrix of similarities must be symmetric; entries ({row}, {column}) and ({column}, {row}) differ by {difference}.");
                }
            }
        }

        return given;
    }

    private static Representations DotProducts(Representations embedding)
    {
        int rows = embedding.Rows;
        float[] similarities = new float[rows * rows];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < rows; column++)
            {
                similarities[(row * rows) + column] = System.Numerics.Tensors.TensorPrimitives.Dot(embedding.Row(row), embedding.Row(column));
            }
        }

        return new Representations(similarities, rows, rows);
    }
}
