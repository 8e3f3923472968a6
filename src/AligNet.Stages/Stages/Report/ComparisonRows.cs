using AligNet.Artifacts;

namespace AligNet.Stages.Report;

/// <summary>comparisons.parquet, looked up by what a row is about.</summary>
internal sealed class ComparisonRows
{
    private readonly List<((string Model, string Task, string Subset, string Metric) About, ComparisonRow Row)> _rows = [];

    public ComparisonRows(Table? table)
    {
        if (table is null)
        {
            return;
        }

        string[][] about = [.. new[] { "model", "task", "subset", "metric", "before", "after", "test", "unit" }.Select(table.Get<string>)];
        double[] difference = table.Get<double>("difference");
        (double?[] low, double?[] high, double?[] p) = (table.Get<double?>("ci_low"), table.Get<double?>("ci_high"), table.Get<double?>("p_holm"));
        long[] n = table.Get<long>("n");
        for (int row = 0; row < table.Rows; row++)
        {
            _rows.Add(((about[0][row], about[1][row], about[2][row], about[3][row]),
                new ComparisonRow(about[4][row], about[5][row], difference[row], low[row], high[row], p[row], about[6][row], n[row], about[7][row])));
        }
    }

    /// <summary>Number of tested comparisons of a task, over which p-values are corrected.</summary>
    public int CountOf(string task) => _rows.Count(row => row.About.Task == task && row.Row.PHolm is not null);

    /// <summary>The pairs of settings that were compared in a task, in order of appearance.</summary>
    public (string Before, string After)[] Pairs(string model, string task, string metric) =>
        [.. _rows.Where(row => row.About.Model == model && row.About.Task == task && row.About.Metric == metric).Select(row => (row.Row.Before, row.Row.After)).Distinct()];

    public ComparisonRow? Find(string model, string task, string subset, string metric, string before, string after) =>
        _rows.Find(row => row.About == (model, task, subset, metric) && row.Row.Before == before && row.Row.After == after).Row;
}
