using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;

namespace AligNet.Stages;

/// <summary>All that a stage may touch: its inputs, its outputs, its options, its seed, and where it reports progress.</summary>
public sealed class StageContext
{
    private readonly IReadOnlyDictionary<string, string> _inputs;
    private readonly string _outputFolder;
    private readonly Dictionary<string, (long? Rows, string? Schema)> _described = [];
    private readonly ReadLog _log = new();
    private readonly ulong _seed;

    /// <summary>Creates a context.</summary>
    /// <param name="stage">Name of the stage.</param>
    /// <param name="options">Its options record.</param>
    /// <param name="inputs">Input name → file or folder.</param>
    /// <param name="outputFolder">Folder for the outputs.</param>
    /// <param name="checkpointFolder">Folder that outlives a killed run; made by the stage if it needs one.</param>
    /// <param name="rootSeed">The run's seed.</param>
    /// <param name="progress">Where progress goes.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    public StageContext(
        string stage,
        IStageOptions options,
        IReadOnlyDictionary<string, string> inputs,
        string outputFolder,
        string checkpointFolder,
        ulong rootSeed,
        IStageProgress progress,
        CancellationToken cancellation)
    {
        (Stage, _inputs, _outputFolder) = (stage, inputs, outputFolder);
        (CheckpointFolder, Progress, Cancellation) = (checkpointFolder, progress, cancellation);
        Options = options is StageOptions observable ? observable.Observed(name => _log.Add(StageReadKind.Option, name)) : options;
        _seed = StageSeed.For(stage, rootSeed);
    }

    /// <summary>Name of the stage.</summary>
    public string Stage { get; }

    /// <summary>The options record.</summary>
    public IStageOptions Options { get; }

    /// <summary>The stage's own seed.</summary>
    public ulong Seed
    {
        get
        {
            _log.Add(StageReadKind.Seed, "");
            return _seed;
        }
    }

    /// <summary>What the stage has looked at so far.</summary>
    public IReadOnlyList<StageRead> Reads => _log.Reads;

    /// <summary>Where progress goes.</summary>
    public IStageProgress Progress { get; }

    /// <summary>Set when the user wants to stop; long loops look at it.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>A folder that outlives a killed run of this very fingerprint.</summary>
    public string CheckpointFolder { get; }

    /// <summary>Number of threads to work with; does not change results.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Where the data lie.</summary>
    public DataOptions Data { get; init; } = new();

    /// <summary>Where each input came from whose content is part of the fingerprint: name → "cluster/assignments.parquet" (node and output), or
    /// "file". Empty where a stage runs outside a pipeline.</summary>
    public IReadOnlyDictionary<string, string> Origins { get; init; } = new Dictionary<string, string>();

    /// <summary>The folder that the data's paths are relative to. Where it is an artifact, that counts as read with all that it holds.</summary>
    public string DataRoot
    {
        get
        {
            if (DataInput is { } input)
            {
                _log.Add(StageReadKind.Input, input);
            }

            return field;
        }

        init;
    }

    = "";

    /// <summary>Name of the input that <see cref="DataRoot"/> is; null where the data are files of the user, which always count.</summary>
    public string? DataInput { get; init; }

    /// <summary>The artifact's history as JSON, to be kept in the footers of tables and matrices; empty: none.</summary>
    public string Provenance { get; init; } = "";

    /// <summary>Where shards are kept; unless said otherwise, beside the checkpoint.</summary>
    public ShardStore Shards { get => field ??= new ShardStore(Path.Combine(CheckpointFolder, "shards")); init; }

    /// <summary>Stage, identity of its code, and all its options with canonical values: the start of every shard's key.</summary>
    public IReadOnlyList<(string Name, string Value)> ShardBase { get; init; } = [];

    /// <summary>Digests of the inputs by name; empty where a stage runs outside a pipeline, and then files are read for it.</summary>
    public IReadOnlyDictionary<string, string> InputDigests { get; init; } = new Dictionary<string, string>();

    /// <summary>What computed, for the manifest.</summary>
    public string Device { get; set; } = "cpu";

    /// <summary>Rows and schema of the outputs described so far.</summary>
    public IReadOnlyDictionary<string, (long? Rows, string? Schema)> Described => _described;

    /// <summary>Path of an input, whose whole content then counts as read.</summary>
    public string Input(string name)
    {
        string path = PathOf(name);
        _log.Add(StageReadKind.Input, name);
        return path;
    }

    /// <summary>Starts the key of a shard; the caller adds everything that the shard is made from. All options then count as read: a shard that an
    /// earlier run made depends on those that this run, which only finds it, never looks at.</summary>
    public Fingerprint ShardKey()
    {
        Fingerprint key = new Fingerprint().Add("shard of", Stage);
        foreach ((string name, string value) in ShardBase)
        {
            key.Add(name, value);
            if (name.StartsWith(KeyLeaf.OptionPrefix, StringComparison.Ordinal))
            {
                _log.Add(StageReadKind.Option, name[KeyLeaf.OptionPrefix.Length..]);
            }
        }

        return key;
    }

    /// <summary>Digest of the whole content of an input, which then counts as read.</summary>
    public string InputDigest(string name)
    {
        string path = Input(name);
        return InputDigests.TryGetValue(name, out string? digest) ? digest : ContentHash.OfFile(path);
    }

    /// <summary>Reads a table; of its columns those count as read that are asked for.</summary>
    /// <exception cref="Domain.ArtifactException">The input is no table.</exception>
    public Table ReadTable(string name)
    {
        string path = PathOf(name);
        _log.Add(StageReadKind.Rows, name);
        return ParquetTable.Read(path).Observed(column => _log.Add(StageReadKind.Column, name, column));
    }

    /// <summary>Reads some columns of a table, row group by row group; all columns when none is named, and then those count as read that are asked for.</summary>
    /// <exception cref="Domain.ArtifactException">The input is no table, or lacks a column.</exception>
    public IEnumerable<Table> ReadGroups(string name, params IReadOnlyList<string> columns)
    {
        string path = PathOf(name);
        _log.Add(StageReadKind.Rows, name);
        return ParquetTable.ReadGroups(path, columns).Select(group => group.Observed(column => _log.Add(StageReadKind.Column, name, column)));
    }

    /// <summary>Path of an input, for those who record by themselves what they read of it.</summary>
    private string PathOf(string name) => _inputs.TryGetValue(name, out string? path)
        ? path
        : throw new ArgumentException($"Stage '{Stage}' is not given an input '{name}', only {string.Join(", ", _inputs.Keys)}.", nameof(name));

    /// <summary>Whether an optional input is there.</summary>
    public bool HasInput(string name) => _inputs.ContainsKey(name);

    /// <summary>Names of the inputs.</summary>
    public IEnumerable<string> InputNames => _inputs.Keys;

    /// <summary>Where an input came from, as <see cref="Origins"/> says; its own name where that is not known.</summary>
    public string Origin(string name)
    {
        _log.Add(StageReadKind.Origin, name);
        return Origins.GetValueOrDefault(name, name);
    }

    /// <summary>Path at which to write an output.</summary>
    public string Output(string name) => Path.Combine(_outputFolder, name);

    /// <summary>Records rows and schema of an output for the manifest.</summary>
    public void Describe(string output, long? rows, string? schema) => _described[output] = (rows, schema);

    /// <summary>Starts a table as an output, to be written in pieces; describe it at the end.</summary>
    public ParquetTableWriter CreateTable(string output) => new(Output(output), Provenance);

    /// <summary>Starts a matrix as an output; describe it at the end.</summary>
    public ArrowMatrixWriter CreateMatrix(string output, long rows, int dim) => new(Output(output), rows, dim, Provenance);

    /// <summary>Writes a table as an output.</summary>
    public void WriteTable(string output, Table table)
    {
        using (ParquetTableWriter writer = CreateTable(output))
        {
            writer.Append(table);
        }

        Describe(output, table.Rows, table.Schema);
    }

    /// <summary>Writes a matrix as an output.</summary>
    public void WriteMatrix(string output, IReadOnlyList<string> ids, Representations values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(ids.Count, values.Rows);
        using (ArrowMatrixWriter writer = CreateMatrix(output, values.Rows, values.Dim))
        {
            for (int row = 0; row < values.Rows; row++)
            {
                writer.Append(ids[row], values.Row(row));
            }
        }

        Describe(output, values.Rows, ArrowMatrix.SchemaOf(values.Dim));
    }
}
