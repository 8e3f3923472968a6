using System.IO;
using System.Text;
using AligNet.Domain;

namespace AligNet.Artifacts;

/// <summary>Splits delimited text into records, with time and memory in proportion to the file, whatever it holds. Fields may be quoted
/// (RFC 4180), lines end as on any system, and empty lines between records are passed over.</summary>
internal sealed class CsvRecords : IDisposable
{
    private const int End = -1;
    private readonly string _path;
    private readonly StreamReader _text;
    private readonly char _delimiter;
    private readonly char[] _buffer = new char[1 << 15];
    private readonly List<int> _ends = [];
    private char[] _record = new char[256];
    private int _recordLength;
    private int _at;
    private int _length;
    private int _line = 1;

    /// <summary>Opens a file; its delimiter is found by <see cref="CsvDelimiter"/>.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public CsvRecords(string path)
    {
        _path = path;
        _delimiter = CsvDelimiter.Of(path);
        _text = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
    }

    /// <summary>Number of fields of the record.</summary>
    public int Count => _ends.Count;

    /// <summary>A field of the record; valid until the next one is read.</summary>
    public ReadOnlySpan<char> this[int field] => _record.AsSpan((field == 0 ? 0 : _ends[field - 1])..(_ends[field]));

    /// <summary>The fields of the record as strings.</summary>
    public string[] ToArray()
    {
        string[] fields = new string[Count];
        for (int field = 0; field < fields.Length; field++)
        {
            fields[field] = this[field].ToString();
        }

        return fields;
    }

    /// <summary>Reads the next record.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="ArtifactException">A quote does not end, or text follows it.</exception>
    public bool Next()
    {
        while (Peek() is '\r' or '\n')
        {
            EndLine(Take());
        }

        _ends.Clear();
        _recordLength = 0;
        if (Peek() == End)
        {
            return false;
        }

        int last;
        do
        {
            last = Peek() == '"' ? TakeQuoted() : TakePlain();
            _ends.Add(_recordLength);
        }
        while (last == _delimiter);
        EndLine(last);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _text.Dispose();

    /// <summary>Takes a field to the delimiter or the line's end, which is returned.</summary>
    private int TakePlain()
    {
        int character = Take();
        while (character != _delimiter && character is not ('\r' or '\n' or End))
        {
            Append((char)character);
            character = Take();
        }

        return character;
    }

    private int TakeQuoted()
    {
        int start = _line;
        Take();
        while (true)
        {
            int character = Take();
            if (character == End)
            {
                throw new ArtifactException($"{_path}, line {start}: a field begins with a quote that does not end.");
            }

            if (character == '"' && Peek() != '"')
            {
                break;
            }

            _line += character == '\n' ? 1 : 0;
            Append((char)(character == '"' ? Take() : character));
        }

        int after = Take();
        return after == _delimiter || after is '\r' or '\n' or End
            ? after
            : throw new ArtifactException($"{_path}, line {_line}: '{(char)after}' follows the quote that ends a field, expected '{_delimiter}' or the line's end.");
    }

    private void EndLine(int character)
    {
        if (character == '\r' && Peek() == '\n')
        {
            Take();
        }

        _line++;
    }

    private void Append(char character)
    {
        if (_recordLength == _record.Length)
        {
            Array.Resize(ref _record, 2 * _record.Length);
        }

        _record[_recordLength++] = character;
    }

    private int Peek()
    {
        if (_at == _length)
        {
            (_at, _length) = (0, _text.Read(_buffer));
        }

        return _at < _length ? _buffer[_at] : End;
    }

    private int Take()
    {
        int character = Peek();
        _at += character == End ? 0 : 1;
        return character;
    }
}
