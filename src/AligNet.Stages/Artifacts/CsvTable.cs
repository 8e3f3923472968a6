using System.IO;
using AligNet.Domain;

namespace AligNet.Artifacts;

/// <summary>A delimited text file with a header row, read as text columns.</summary>
public sealed class CsvTable
{
    private readonly string[] _names;
    private readonly List<string[]> _rows;

    private CsvTable(string path, string[] names, List<string[]> rows) => (FilePath, _names, _rows) = (path, names, rows);

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>Number of data rows.</summary>
    public int Rows => _rows.Count;

    /// <summary>Column names in order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Reads a file; the delimiter (comma, tab or semicolon) is found from the header.</summary>
    /// <exception cref="ArtifactException">The file is missing, has no header, or a row has another number of fields or a quote that does not end.</exception>
    public static CsvTable Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new ArtifactException($"{path}: there is no such file. Correct the path in the profile, or set data.root to the folder that the paths start from.");
        }

        try
        {
            using var records = new CsvRecords(path);
            string[] names = records.Next() ? records.ToArray() : throw new ArtifactException($"{path}: is empty, expected a header row.");
            List<string[]> rows = [];
            while (records.Next())
            {
                if (records.Count != names.Length)
                {
                    throw new ArtifactException($"{path}, line {rows.Count + 2}: has {records.Count} fields, the header has {names.Length}.");
                }

                rows.Add(records.ToArray());
            }

            return new CsvTable(path, names, rows);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException($"{path}: cannot be read as delimited text ({exception.Message}).", exception);
        }
    }

    /// <summary>Whether there is a column of that name.</summary>
    public bool Has(string name) => Array.IndexOf(_names, name) >= 0;

    /// <summary>The values of a column as text.</summary>
    /// <exception cref="ArtifactException">There is no such column.</exception>
    public string[] Text(string name)
    {
        int index = Array.IndexOf(_names, name);
        return index >= 0
            ? [.. _rows.Select(row => row[index])]
            : throw new ArtifactException($"{FilePath}: has no column '{name}', only {string.Join(", ", _names)}.");
    }

    /// <summary>The values of a column as whole numbers.</summary>
    /// <exception cref="ArtifactException">There is no such column, or a value is not a whole number.</exception>
    public int[] Integers(string name)
    {
        string[] text = Text(name);
        int[] values = new int[text.Length];
        for (int row = 0; row < text.Length; row++)
        {
            values[row] = int.TryParse(text[row], out int value)
                ? value
                : throw new ArtifactException($"{FilePath}, line {row + 2}, column '{name}': found '{text[row]}', expected a whole number.");
        }

        return values;
    }

    /// <summary>The values of a column as numbers.</summary>
    /// <exception cref="ArtifactException">There is no such column, or a value is not a finite number.</exception>
    public double[] Numbers(string name)
    {
        string[] text = Text(name);
        double[] values = new double[text.Length];
        for (int row = 0; row < text.Length; row++)
        {
            values[row] = double.TryParse(text[row], out double value) && double.IsFinite(value)
                ? value
                : throw new ArtifactException($"{FilePath}, line {row + 2}, column '{name}': found '{text[row]}', expected a number.");
        }

        return values;
    }
}
