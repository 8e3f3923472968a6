using AligNet.Artifacts;

namespace AligNet.Stages.Evaluate;

/// <summary>The values behind the numbers of an evaluation, kept so that another run can be compared with it unit by unit. Columns: metric (row of metrics.parquet),
/// resampled (whether the values are the measure's over bootstrap resamples), value.</summary>
/// <remarks>A mean keeps one value a unit, in the order of units. A correlation has no value a unit; it keeps its value on each resample, which draws the same units
/// in every run of one seed (empty where none was drawn). Runs of equal values, such as 0 and 1, take next to no room in Parquet.</remarks>
internal static class ScoreTable
{
    /// <summary>Name of the output.</summary>
    public const string File = "scores.parquet";

    /// <summary>The table.</summary>
    /// <param name="scores">The values of each row of metrics.parquet.</param>
    public static Table From(IReadOnlyList<(IReadOnlyList<double> Values, bool Resampled)> scores) => new(
        Column.Of("metric", scores.SelectMany((score, row) => Enumerable.Repeat(row, score.Values.Count)).ToArray()),
        Column.Of("resampled", scores.SelectMany(score => Enumerable.Repeat(score.Resampled, score.Values.Count)).ToArray()),
        Column.Of("value", scores.SelectMany(score => score.Values).ToArray()));

    /// <summary>The values of each row of metrics.parquet, as they were given.</summary>
    /// <param name="table">The table.</param>
    /// <param name="metrics">Rows of metrics.parquet.</param>
    public static (double[] Values, bool Resampled)[] Read(Table table, int metrics)
    {
        (int[] metric, bool[] resampled, double[] value) = (table.Get<int>("metric"), table.Get<bool>("resampled"), table.Get<double>("value"));
        var rows = new (List<double> Values, bool Resampled)[metrics];
        for (int row = 0; row < metrics; row++)
        {
            rows[row] = ([], false);
        }

        for (int row = 0; row < value.Length; row++)
        {
            rows[metric[row]].Values.Add(value[row]);
            rows[metric[row]].Resampled = resampled[row];
        }

        return [.. rows.Select(row => (row.Values.ToArray(), row.Resampled))];
    }
}
