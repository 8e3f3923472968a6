using System.IO;
using Parquet;
using Parquet.Schema;

namespace AligNet.Artifacts;

/// <summary>Writes a Parquet file in pieces; each piece becomes one or more row groups of at most <see cref="ParquetTable.RowGroupRows"/> rows.</summary>
public sealed class ParquetTableWriter : IDisposable
{
    /// <summary>Key of the metadata in which files say where they come from.</summary>
    public const string ProvenanceKey = "alignet";

    private readonly FileStream _stream;
    private readonly string _provenance;
    private ParquetWriter? _writer;
    private DataField[] _fields = [];

    /// <summary>Creates the file; the first piece determines the schema.</summary>
    /// <param name="path">The file.</param>
    /// <param name="provenance">Text to keep in the footer under <see cref="ProvenanceKey"/>; empty: none.</param>
    public ParquetTableWriter(string path, string provenance = "") => (_provenance, _stream) = (provenance, new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16));

    /// <summary>Rows written so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Appends rows.</summary>
    /// <exception cref="ArgumentException">The columns differ from the first piece's.</exception>
    public void Append(Table table)
    {
        if (_writer is null)
        {
            _fields = [.. table.Columns.Select(Field)];
            _writer = ParquetWriter.CreateAsync(new ParquetSchema(_fields), _stream).GetAwaiter().GetResult();
            if (_provenance.Length > 0)
            {
                _writer.CustomMetadata = new Dictionary<string, string> { [ProvenanceKey] = _provenance };
            }
        }

        if (table.Columns.Count != _fields.Length || table.Columns.Where((column, index) => column.Name != _fields[index].Name).Any())
        {
            throw new ArgumentException($"Columns {table.Schema} differ from the first piece's.", nameof(table));
        }

        for (int start = 0; start < table.Rows; start += ParquetTable.RowGroupRows)
        {
            int count = Math.Min(ParquetTable.RowGroupRows, table.Rows - start);
            using ParquetRowGroupWriter group = _writer.CreateRowGroup();
            for (int index = 0; index < _fields.Length; index++)
            {
                WriteColumn(group, _fields[index], table.Columns[index], start, count);
            }

            group.CompleteValidate();
        }

        Rows += table.Rows;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    private static DataField Field(Column column) => column switch
    {
        Column<int> => new DataField<int>(column.Name),
        Column<long> => new DataField<long>(column.Name),
        Column<float> => new DataField<float>(column.Name),
        Column<double> => new DataField<double>(column.Name),
        Column<double?> => new DataField<double?>(column.Name),
        Column<bool> => new DataField<bool>(column.Name),
        Column<string> => new DataField(column.Name, typeof(string), isNullable: false),
        _ => throw new ArgumentException($"Column '{column.Name}' has type {column.Type.Name}, which tables do not have.", nameof(column)),
    };

    private static void WriteColumn(ParquetRowGroupWriter group, DataField field, Column column, int start, int count)
    {
        (column switch
        {
            Column<int> typed => Write(typed.Values),
            Column<long> typed => Write(typed.Values),
            Column<float> typed => Write(typed.Values),
            Column<double> typed => Write(typed.Values),
            Column<bool> typed => Write(typed.Values),
            Column<double?> typed => group.WriteAsync<double>(field, new ReadOnlyMemory<double?>(typed.Values, start, count)),
            Column<string> typed => group.WriteAsync(field, new ArraySegment<string>(typed.Values, start, count)),
            _ => throw new ArgumentException($"Column '{column.Name}' has type {column.Type.Name}.", nameof(column)),
        }).GetAwaiter().GetResult();

        Task Write<T>(T[] values)
            where T : struct => group.WriteAsync<T>(field, new ReadOnlyMemory<T>(values, start, count));
    }
}
