using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Stages.Ingest;

/// <summary>Reads human odd-one-out triplets: similar, similar, odd.</summary>
/// <remarks>.txt: three row numbers a line, separated by blanks, as THINGS' files. .npy: integers of shape (triplets, 3). .csv and .parquet:
/// three columns of row numbers or of object names.</remarks>
public static class TripletFile
{
    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="objects">Names of the objects, in the order of their row numbers.</param>
    /// <param name="columns">Names of the three columns in a table.</param>
    /// <exception cref="ArtifactException">Unreadable, or of an unknown kind.</exception>
    /// <exception cref="StageException">A triplet names an unknown object or repeats one.</exception>
    public static Triplet[] Read(string path, IReadOnlyList<string> objects, IReadOnlyList<string> columns)
    {
        (int[] First, int[] Second, int[] Odd, Func<int, string> Where) read = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".txt" => ReadText(path),
            ".npy" => ReadNpy(path),
            ".csv" or ".tsv" => ReadCsv(path, objects, columns),
            ".parquet" => ReadParquet(path, objects, columns),
            { } ending => throw new ArtifactException($"{path}: triplets are read from .txt, .npy, .csv and .parquet, found '{ending}'."),
        };
        var triplets = new Triplet[read.First.Length];
        for (int row = 0; row < triplets.Length; row++)
        {
            triplets[row] = new Triplet(read.First[row], read.Second[row], read.Odd[row]);
            for (int position = 0; position < 3; position++)
            {
                if ((uint)triplets[row][position] >= (uint)objects.Count)
                {
                    throw new StageException(
                        $"{path}, {read.Where(row)}: names object {triplets[row][position]}, but there are {objects.Count} objects (0 to {objects.Count - 1}). "
                        + "Correct the row, or check that the triplets and the objects belong together.");
                }
            }

            if (!triplets[row].IsDistinct)
            {
                throw new StageException(
                    $"{path}, {read.Where(row)}: ({triplets[row].First}, {triplets[row].Second}, {triplets[row].OddOneOut}) repeats an object; a triplet needs three different ones. Correct or remove the row.");
            }
        }

        return triplets;
    }

    private static (int[] First, int[] Second, int[] Odd, Func<int, string> Where) ReadText(string path)
    {
        List<int>[] columns = [[], [], []];
        List<int> lines = [];
        try
        {
            int number = 0;
            foreach (string line in File.ReadLines(path))
            {
                number++;
                string[] fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length == 0)
                {
                    continue;
                }

                if (fields.Length != 3)
                {
                    throw new ArtifactException($"{path}, line {number}: has {fields.Length} fields, expected three row numbers (similar, similar, odd).");
                }

                lines.Add(number);
                for (int column = 0; column < 3; column++)
                {
                    columns[column].Add(ParseNumber(fields[column], path, number));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException($"{path}: cannot be read ({exception.Message}).", exception);
        }

        return ([.. columns[0]], [.. columns[1]], [.. columns[2]], row => $"line {lines[row]}");
    }

    /// <summary>Whole numbers, also as numpy's savetxt writes them ("1.000000000000000000e+00").</summary>
    private static int ParseNumber(string field, string path, int line)
    {
        if (int.TryParse(field, out int whole))
        {
            return whole;
        }

        return double.TryParse(field, out double number) && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue
            ? (int)number
            : throw new ArtifactException($"{path}, line {line}: found '{field}', expected a row number.");
    }

    private static (int[] First, int[] Second, int[] Odd, Func<int, string> Where) ReadNpy(string path)
    {
        NpyArray array = NpyFile.Read(path);
        if (array.Shape.Count != 2 || array.Shape[1] != 3)
        {
            throw new ArtifactException($"{path}: has shape ({string.Join(", ", array.Shape)}), expected (triplets, 3).");
        }

        long[] values = array.ToIntegers();
        int[] Column(int column) => [.. Enumerable.Range(0, values.Length / 3).Select(row => (int)Math.Clamp(values[(row * 3) + column], int.MinValue, int.MaxValue))];
        return (Column(0), Column(1), Column(2), row => $"row {row}");
    }

    private static (int[] First, int[] Second, int[] Odd, Func<int, string> Where) ReadCsv(string path, IReadOnlyList<string> objects, IReadOnlyList<string> columns)
    {
        CsvTable table = CsvTable.Read(path);
        int[][] values = [.. columns.Select(column => Rows(table.Text(column), objects, row => $"{path}, line {row + 2}, column '{column}'"))];
        return (values[0], values[1], values[2], row => $"line {row + 2}");
    }

    private static (int[] First, int[] Second, int[] Odd, Func<int, string> Where) ReadParquet(string path, IReadOnlyList<string> objects, IReadOnlyList<string> columns)
    {
        Table table = ParquetTable.Read(path);
        int[] Values(string name) => table.Columns.FirstOrDefault(column => column.Name == name) switch
        {
            Column<int> column => column.Values,
            Column<long> column => [.. column.Values.Select(value => (int)Math.Clamp(value, int.MinValue, int.MaxValue))],
            Column<string> column => Rows(column.Values, objects, row => $"{path}, row {row}, column '{name}'"),
            null => throw new ArtifactException(
                $"{path}: has no column '{name}', only {string.Join(", ", table.Columns.Select(column => column.Name))}. Set ingest.triplet_columns to the three names."),
            { } other => throw new ArtifactException($"{path}: column '{name}' is {Table.TypeName(other.Type)}, expected whole numbers or object names."),
        };
        return (Values(columns[0]), Values(columns[1]), Values(columns[2]), row => $"row {row}");
    }

    private static int[] Rows(string[] fields, IReadOnlyList<string> objects, Func<int, string> where)
    {
        Dictionary<string, int> byName = [];
        for (int index = 0; index < objects.Count; index++)
        {
            byName.TryAdd(objects[index], index);
        }

        int[] rows = new int[fields.Length];
        for (int row = 0; row < fields.Length; row++)
        {
            rows[row] = byName.TryGetValue(fields[row], out int known) || int.TryParse(fields[row], out known)
                ? known
                : throw new StageException($"{where(row)}: names object '{fields[row]}', which the table of objects does not have. Correct the row, or add the object.");
        }

        return rows;
    }
}
