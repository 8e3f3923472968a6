using System.IO;
using AligNet.Artifacts;
using AligNet.Torch;

namespace AligNet.Stages.Finetune;

/// <summary>The figures of every training step, kept beside the checkpoint so that a resumed run ends with the log of an undisturbed one.</summary>
internal sealed class TrainingLog
{
    private const int Fields = 5;
    private readonly string _file;
    private readonly List<double[]> _rows = [];
    private int _saved;

    /// <summary>Opens the log beside a checkpoint and drops what was logged after it.</summary>
    public TrainingLog(string checkpointFolder, int steps)
    {
        _file = Path.Combine(checkpointFolder, "training.log");
        if (steps > 0 && File.Exists(_file))
        {
            using var reader = new BinaryReader(File.OpenRead(_file));
            while (_rows.Count < steps && reader.BaseStream.Position + (Fields * sizeof(double)) <= reader.BaseStream.Length)
            {
                _rows.Add([.. Enumerable.Range(0, Fields).Select(_ => reader.ReadDouble())]);
            }
        }

        _saved = _rows.Count;
    }

    /// <summary>Steps logged.</summary>
    public int Steps => _rows.Count;

    /// <summary>Adds a step.</summary>
    public void Add(TripletTrainingStep step) => _rows.Add([step.Loss, step.Accuracy, step.GradientNorm, step.LearningRate, step.Images]);

    /// <summary>Appends what is new to the file. Call before the checkpoint is saved: a log may run ahead of it, never behind.</summary>
    public void Save()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        using var stream = new FileStream(_file, FileMode.OpenOrCreate, FileAccess.Write);
        stream.SetLength((long)_saved * Fields * sizeof(double));
        stream.Seek(0, SeekOrigin.End);
        using var writer = new BinaryWriter(stream);
        foreach (double[] row in _rows.Skip(_saved))
        {
            foreach (double value in row)
            {
                writer.Write(value);
            }
        }

        writer.Flush();
        stream.Flush(flushToDisk: true);
        _saved = _rows.Count;
    }

    /// <summary>The log as a table: step (from 0), loss (nats), triplet_accuracy, gradient_norm, learning_rate, images.</summary>
    public Table ToTable() => new(
        Column.Of("step", Enumerable.Range(0, _rows.Count).ToArray()),
        Column.Of("loss_nats", _rows.Select(row => row[0]).ToArray()),
        Column.Of("triplet_accuracy", _rows.Select(row => row[1]).ToArray()),
        Column.Of("gradient_norm", _rows.Select(row => row[2]).ToArray()),
        Column.Of("learning_rate", _rows.Select(row => row[3]).ToArray()),
        Column.Of("images", _rows.Select(row => (int)row[4]).ToArray()));
}
