using System.IO;
using AligNet.Artifacts;

namespace AligNet.Pipeline.Comparisons;

/// <summary>How the values of one output differ between two artifacts.</summary>
/// <param name="Output">"node/output".</param>
/// <param name="Column">The column; empty for an output without columns.</param>
/// <param name="Rows">Rows before and after: "100" or "100 → 120".</param>
/// <param name="Change">"3 of 100 values, at most 0.25 apart", or only that it differs, where a file is gone or rows do not match.</param>
internal sealed record ValueDifference(string Output, string Column, string Rows, string Change)
{
    /// <summary>The columns that differ.</summary>
    /// <param name="node">The node.</param>
    /// <param name="store">The store, where the files may lie.</param>
    /// <param name="first">One artifact.</param>
    /// <param name="second">The other.</param>
    public static IEnumerable<ValueDifference> Between(string node, ArtifactStore store, Manifest first, Manifest second)
    {
        foreach (ManifestOutput one in first.Outputs)
        {
            if (second.Outputs.FirstOrDefault(output => output.Name == one.Name) is not { } other || other.Digest == one.Digest)
            {
                continue;
            }

            string rows = one.Rows == other.Rows ? $"{one.Rows}" : $"{one.Rows} → {other.Rows}";
            if (one.Columns is null || other.Columns is null)
            {
                yield return new ValueDifference($"{node}/{one.Name}", "", rows, "differs");
                continue;
            }

            (Table First, Table Second)? tables = one.Rows == other.Rows ? Tables(store, first, second, one.Name) : null;
            foreach (string column in one.Columns.Keys.Union(other.Columns.Keys).Order(StringComparer.Ordinal))
            {
                (string? before, string? after) = (one.Columns.GetValueOrDefault(column), other.Columns.GetValueOrDefault(column));
                if (before != after)
                {
                    yield return new ValueDifference(
                        $"{node}/{one.Name}", column, rows, before is null ? "new" : after is null ? "gone" : tables is { } both ? Between(both.First, both.Second, column) : "differs");
                }
            }
        }
    }

    private static (Table First, Table Second)? Tables(ArtifactStore store, Manifest first, Manifest second, string name)
    {
        string one = Path.Combine(store.FolderOf(first.Stage, first.Fingerprint), name);
        string other = Path.Combine(store.FolderOf(second.Stage, second.Fingerprint), name);
        return name.EndsWith(".parquet", StringComparison.Ordinal) && File.Exists(one) && File.Exists(other) ? (ParquetTable.Read(one), ParquetTable.Read(other)) : null;
    }

    private static string Between(Table first, Table second, string column)
    {
        Column one = first.Columns.Single(named => named.Name == column);
        Column other = second.Columns.Single(named => named.Name == column);
        return (one, other) switch
        {
            (Column<double> a, Column<double> b) => Numbers(a.Values, b.Values),
            (Column<double?> a, Column<double?> b) => Numbers([.. a.Values.Select(value => value ?? double.NaN)], [.. b.Values.Select(value => value ?? double.NaN)]),
            (Column<float> a, Column<float> b) => Numbers([.. a.Values.Select(value => (double)value)], [.. b.Values.Select(value => (double)value)]),
            (Column<int> a, Column<int> b) => Numbers([.. a.Values.Select(value => (double)value)], [.. b.Values.Select(value => (double)value)]),
            (Column<long> a, Column<long> b) => Numbers([.. a.Values.Select(value => (double)value)], [.. b.Values.Select(value => (double)value)]),
            (Column<bool> a, Column<bool> b) => Count(a.Values, b.Values),
            (Column<string> a, Column<string> b) => Count(a.Values, b.Values),
            _ => $"has another type: {one.Type.Name} → {other.Type.Name}",
        };
    }

    private static string Count<T>(T[] first, T[] second)
        where T : IEquatable<T> => $"{first.Where((value, row) => !value.Equals(second[row])).Count()} of {first.Length} values";

    private static string Numbers(double[] first, double[] second)
    {
        double[] apart = [.. first.Select((value, row) => Math.Abs(second[row] - value)).Where(double.IsFinite)];
        return $"{Count(first, second)}, at most {(apart.Length > 0 ? apart.Max() : double.NaN):G4} apart";
    }
}
