using System.IO;
using AligNet.Artifacts;

namespace AligNet.Stages.Evaluate;

/// <summary>One number of a stored evaluation with the values behind it.</summary>
/// <param name="Model">"teacher", "student" or "human".</param>
/// <param name="Setting">The setting.</param>
/// <param name="Task">The task.</param>
/// <param name="Subset">What of the task.</param>
/// <param name="Name">Name of the measure.</param>
/// <param name="Value">The number.</param>
/// <param name="Low">Lower end of its 95 % interval, or null.</param>
/// <param name="High">Upper end.</param>
/// <param name="N">Units behind it.</param>
/// <param name="Unit">What the units are.</param>
/// <param name="Values">Its values, one a unit or a resample; empty where none are stored.</param>
/// <param name="Resampled">Whether they are those of resamples.</param>
internal sealed record StoredMetric(
    string Model, string Setting, string Task, string Subset, string Name, double Value, double? Low, double? High, long N, string Unit, double[] Values, bool Resampled)
{
    /// <summary>Reads the numbers of an evaluation's artifact.</summary>
    /// <param name="folder">Its folder, with metrics.parquet and, where values were kept, scores.parquet.</param>
    public static IReadOnlyList<StoredMetric> Read(string folder)
    {
        Table table = ParquetTable.Read(Path.Combine(folder, "metrics.parquet"));
        string scores = Path.Combine(folder, ScoreTable.File);
        (double[] Values, bool Resampled)[] values = File.Exists(scores) ? ScoreTable.Read(ParquetTable.Read(scores), table.Rows) : [.. Enumerable.Repeat((Array.Empty<double>(), false), table.Rows)];
        string[][] text = [.. new[] { "model", "setting", "task", "subset", "metric", "unit" }.Select(table.Get<string>)];
        (double[] value, double?[] low, double?[] high, long[] n) = (table.Get<double>("value"), table.Get<double?>("ci_low"), table.Get<double?>("ci_high"), table.Get<long>("n"));
        return
        [
            .. Enumerable.Range(0, table.Rows).Select(row => new StoredMetric(
                text[0][row], text[1][row], text[2][row], text[3][row], text[4][row], value[row], low[row], high[row], n[row], text[5][row], values[row].Values, values[row].Resampled)),
        ];
    }
}
