using AligNet.Artifacts;

namespace AligNet.Stages.Report;

/// <summary>Mean changes between categories of one setting and level, from categories.parquet.</summary>
/// <param name="Names">Categories, ordered by superordinate category and name.</param>
/// <param name="Superordinates">Superordinate category of each.</param>
/// <param name="Means">Categories × categories, row-major; NaN where there is no pair.</param>
/// <param name="Low">Lower ends of the intervals, or null.</param>
/// <param name="High">Upper ends.</param>
internal sealed record CategoryMatrix(string[] Names, string[] Superordinates, double[] Means, double?[] Low, double?[] High)
{
    /// <summary>Reads a matrix; of no category when the setting has none.</summary>
    public static CategoryMatrix From(Table table, string model, string setting, string level)
    {
        (string[] models, string[] settings, string[] levels) = (table.Get<string>("model"), table.Get<string>("setting"), table.Get<string>("level"));
        (string[] first, string[] firstOf, string[] second, string[] secondOf) =
            (table.Get<string>("category_1"), table.Get<string>("superordinate_1"), table.Get<string>("category_2"), table.Get<string>("superordinate_2"));
        int[] rows = [.. Enumerable.Range(0, table.Rows).Where(row => models[row] == model && settings[row] == setting && levels[row] == level)];
        (string Of, string Name)[] categories =
            [.. rows.Select(row => (firstOf[row], first[row])).Distinct().OrderBy(category => category.Item1, StringComparer.Ordinal).ThenBy(category => category.Item2, StringComparer.Ordinal)];
        Dictionary<(string, string), int> places = categories.Select((category, place) => (category, place)).ToDictionary();
        double[] means = [.. Enumerable.Repeat(double.NaN, categories.Length * categories.Length)];
        (double?[] low, double?[] high) = (new double?[means.Length], new double?[means.Length]);
        foreach (int row in rows)
        {
            int entry = (places[(firstOf[row], first[row])] * categories.Length) + places[(secondOf[row], second[row])];
            (means[entry], low[entry], high[entry]) = (table.Get<double>("mean")[row], table.Get<double?>("ci_low")[row], table.Get<double?>("ci_high")[row]);
        }

        return new CategoryMatrix([.. categories.Select(category => category.Name)], [.. categories.Select(category => category.Of)], means, low, high);
    }
}
