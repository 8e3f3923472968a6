using System.IO;
using AligNet.Domain;

namespace AligNet.Artifacts;

/// <summary>A delimited text file with a header row, read as text columns.</summary>
public sealed class CsvTable
{
    private readonly string[] _names;
    private readonly List<string> _rows;
    private readonly List<int> _ends;

    /// <param name="path">The file.</param>
    /// <param name="names">Column names.</param>
    /// <param name="rows">The fields of each row, one after another: most columns are never asked for, and need no text of their own.</param>
    /// <param name="ends">Where each field ends in its row's text, rows × columns.</param>
    private CsvTable(string path, string[] names, List<string> rows, List<int> ends) => (FilePath, _names, _rows, _ends) = (path, names, rows, ends);

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
            List<string> rows = [];
            List<int> ends = [];
            while (records.Next())
            {
                if (records.Count != names.Length)
                {
                    throw new ArtifactException($"{path}, line {rows.Count + 2}: has {records.Count} fields, the header has {names.Length}.");
                }

                rows.Add(records.Text.ToString());
                ends.AddRange(records.Ends);
            }

            return new CsvTable(path, names, rows, ends);
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
        int column = Array.IndexOf(_names, name);
        if (column < 0)
        {
            throw new ArtifactException($"{FilePath}: has no column '{name}', only {string.Join(", ", _names)}.");
        }

        string[] values = new string[_rows.Count];
        for (int row = 0; row < values.Length; row++)
        {
            int field = (row * _names.Length) + column;
            values[row] = _rows[row][(column == 0 ? 0 : _ends[field - 1]).._ends[field]];
        }

        return values;
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
