using AligNet.Pipeline.Runs;

namespace AligNet.Pipeline.Comparisons;

/// <summary>An option that two runs had at different values.</summary>
/// <param name="Option">Section and key, or "runtime.seed".</param>
/// <param name="First">Its value in the first run.</param>
/// <param name="Second">Its value in the second.</param>
internal sealed record OptionDifference(string Option, string First, string Second)
{
    private const string Absent = "(not read)";

    /// <summary>The options that differ, of sections that both runs have nodes of, in the order of the first run's nodes.</summary>
    public static IReadOnlyList<OptionDifference> Between(RunRecord first, RunRecord second)
    {
        List<OptionDifference> found = [];
        if (Seed(first) is { } one && Seed(second) is { } other && one != other)
        {
            found.Add(new OptionDifference("runtime.seed", one, other));
        }

        foreach (RunNode node in first.Nodes.DistinctBy(node => node.Section))
        {
            if (second.Nodes.FirstOrDefault(step => step.Section == node.Section) is { } match)
            {
                found.AddRange(Between(node, match).Select(key => new OptionDifference($"{node.Section}.{key}", node.Options.GetValueOrDefault(key, Absent), match.Options.GetValueOrDefault(key, Absent))));
            }
        }

        return found;
    }

    /// <summary>Keys of the options that differ between two nodes of one section.</summary>
    public static IEnumerable<string> Between(RunNode first, RunNode second) => first.Options.Keys.Union(second.Options.Keys).Order(StringComparer.Ordinal)
        .Where(key => first.Options.GetValueOrDefault(key) != second.Options.GetValueOrDefault(key));

    private static string? Seed(RunRecord run) => run.Nodes.Select(node => node.Seed).FirstOrDefault(seed => seed != "none");
}
