using AligNet.Numerics.Metrics;
using AligNet.Numerics.Statistics;

namespace AligNet.Stages.Evaluate;

/// <summary>What people reach where several of them answered the same triplets (METHOD 8.1, 8.3, 8.4).</summary>
internal static class HumanAgreement
{
    /// <summary>A person against the majority of the others: what a model can be asked for.</summary>
    public const string Ceiling = "noise-ceiling";

    /// <summary>Share of single answers that are the majority's: no model can agree with single answers more often.</summary>
    public const string UpperCeiling = "noise-ceiling-upper";

    /// <summary>One half of the people against the other half.</summary>
    public const string SplitHalf = "split-half";

    // More of either change the third digit.
    private const int Splits = 20;
    private const int MostTimeResamples = 200;

    /// <summary>The two bounds of the ceiling and the agreement of split halves, with intervals over triplets.</summary>
    /// <param name="found">Receives the numbers.</param>
    /// <param name="what">Task, subset and name.</param>
    /// <param name="responses">Positions of the odd one, two or more of each triplet.</param>
    public static void Choices(Measurements found, (string Task, string Subset, string Name) what, int[][] responses)
    {
        found.AddHuman(Ceiling, what, settings => ChoiceCeiling.Bounds(responses, CeilingTies.Wrong, settings).Lower, responses.Length, "triplets");
        found.AddHuman(UpperCeiling, what, settings => ChoiceCeiling.Bounds(responses, CeilingTies.Wrong, settings).Upper, responses.Length, "triplets");
        found.AddHuman(SplitHalf, what, settings => ChoiceCeiling.SplitHalf(responses, Splits, settings), responses.Length, "triplets");
    }

    /// <summary>Reliability of people's mean log response times (Spearman, split halves, Spearman–Brown) over the triplets that have as many times as most;
    /// nothing where those are few. People answer different triplets, so that the nth time of each stands for the nth person.</summary>
    /// <param name="found">Receives the numbers.</param>
    /// <param name="what">Task, subset and name.</param>
    /// <param name="times">Log response times of each triplet.</param>
    public static void Times(Measurements found, (string Task, string Subset, string Name) what, double[][] times)
    {
        int most = times.CountBy(triplet => triplet.Length).OrderByDescending(count => count.Value).ThenByDescending(count => count.Key).FirstOrDefault().Key;
        double[][] complete = [.. times.Where(triplet => triplet.Length == most)];
        if (most < 2 || complete.Length < 3)
        {
            return;
        }

        double[][] places = [.. Enumerable.Range(0, most).Select(place => complete.Select(triplet => triplet[place]).ToArray())];
        found.AddHuman(
            SplitHalf, what, settings => CorrelationCeiling.SplitHalf(places, CorrelationKind.Spearman, Splits, settings with { Samples = Math.Min(settings.Samples, MostTimeResamples) }),
            complete.Length, "triplets");
    }
}
