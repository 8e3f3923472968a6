using System.IO;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace AligNet.Artifacts;

/// <summary>Writes a float32 matrix with an identifier per row as Arrow IPC: columns <c>id</c> (utf8) and <c>values</c>
/// (fixed-size list of float32). A matrix over <see cref="PartBytes"/> becomes a folder of files <c>part-00000.arrow</c>, …</summary>
public sealed class ArrowMatrixWriter : IDisposable
{
    /// <summary>Bytes of values in one file, so that every file can be mapped at once.</summary>
    public const long PartBytes = 1L << 30;

    private readonly string _path;
    private readonly int _dim;
    private readonly int _batchRows;
    private readonly int _partRows;
    private readonly bool _parts;
    private readonly string _provenance;
    private readonly List<string> _ids = [];
    private readonly float[] _values;
    private Schema? _schema;
    private FileStream? _stream;
    private ArrowFileWriter? _writer;
    private int _rowsInPart;
    private int _part;

    /// <summary>Starts a matrix of a known shape.</summary>
    /// <param name="path">File (or folder, for large matrices) to create.</param>
    /// <param name="rows">Rows that will be appended.</param>
    /// <param name="dim">Width.</param>
    /// <param name="provenance">Text to keep in the schema's metadata under <see cref="ParquetTableWriter.ProvenanceKey"/>; empty: none.</param>
    public ArrowMatrixWriter(string path, long rows, int dim, string provenance = "")
        : this(path, rows, dim, PartBytes, provenance)
    {
    }

    internal ArrowMatrixWriter(string path, long rows, int dim, long partBytes, string provenance = "")
    {
        (_path, _dim, _provenance) = (path, dim, provenance);
        long rowBytes = (long)dim * sizeof(float);
        _batchRows = (int)Math.Clamp(Math.Min(partBytes, 16 << 20) / rowBytes, 1, 1 << 16);
        _partRows = (int)Math.Max(_batchRows, partBytes / rowBytes / _batchRows * _batchRows);
        _parts = rows > _partRows;
        _values = new float[_batchRows * dim];
        if (_parts)
        {
            Directory.CreateDirectory(path);
        }
    }

    /// <summary>Rows appended so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Appends one row.</summary>
    public void Append(string id, ReadOnlySpan<float> row)
    {
        if (row.Length != _dim)
        {
            throw new ArgumentException($"A row of {row.Length} values in a matrix of width {_dim}.", nameof(row));
        }

        row.CopyTo(_values.AsSpan(_ids.Count * _dim));
        _ids.Add(id);
        Rows++;
        if (_ids.Count == _batchRows)
        {
            FlushBatch();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ids.Count > 0 || _writer is null)
        {
            FlushBatch();
        }

        EndPart();
    }

    private void FlushBatch()
    {
        if (_writer is not null && _rowsInPart >= _partRows)
        {
            EndPart();
        }

        if (_writer is null)
        {
            StartPart();
        }

        var values = new ArrowBuffer(MemoryMarshal.AsBytes(_values.AsSpan(0, _ids.Count * _dim)).ToArray());
        var floats = new FloatArray(values, ArrowBuffer.Empty, _ids.Count * _dim, 0, 0);
        var type = (FixedSizeListType)_schema!.GetFieldByIndex(1).DataType;
        var lists = new FixedSizeListArray(type, _ids.Count, floats, ArrowBuffer.Empty, 0, 0);
        var names = new StringArray.Builder().AppendRange(_ids).Build();
        using var batch = new RecordBatch(_schema, [names, lists], _ids.Count);
        _writer!.WriteRecordBatch(batch);
        _rowsInPart += _ids.Count;
        _ids.Clear();
    }

    private void StartPart()
    {
        string file = _parts ? Path.Combine(_path, $"part-{_part++:D5}.arrow") : _path;
        _schema = new Schema(
            [
                new Field("id", StringType.Default, nullable: false),
                new Field("values", new FixedSizeListType(new Field("item", FloatType.Default, nullable: false), _dim), nullable: false),
            ],
            metadata: _provenance.Length > 0 ? new Dictionary<string, string> { [ParquetTableWriter.ProvenanceKey] = _provenance } : null);
        _stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        _writer = new ArrowFileWriter(_stream, _schema);
        _writer.WriteStart();
        _rowsInPart = 0;
    }

    private void EndPart()
    {
        _writer?.WriteEnd();
        _writer?.Dispose();
        _stream?.Dispose();
        (_writer, _stream) = (null, null);
    }
}
