using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>A triplet of evaluation images with the responses of several people.</summary>
/// <param name="Name">Its identifier.</param>
/// <param name="Type">Abstraction level.</param>
/// <param name="Images">The images, the one that most people called odd last; of equally many the first as shown.</param>
/// <param name="Responses">Odd-one-out positions as shown (0 to 2), one a person.</param>
/// <param name="ResponseTimesMs">Response times, one a person.</param>
internal sealed record LevelTriplet(string Name, string Type, Triplet Images, int[] Responses, double[] ResponseTimesMs)
{
    /// <summary>Groups a table of responses by triplet, in order of first appearance.</summary>
    public static LevelTriplet[] From(Table responses)
    {
        string[] names = responses.Get<string>("triplet");
        string[] types = responses.Get<string>("type");
        int[][] images = [responses.Get<int>("image_1"), responses.Get<int>("image_2"), responses.Get<int>("image_3")];
        int[] odd = responses.Get<int>("odd_position");
        double[] times = responses.Get<double>("response_time_ms");
        return
        [
            .. Enumerable.Range(0, responses.Rows).GroupBy(row => names[row]).Select(group =>
            {
                int[] rows = [.. group];
                int[] answers = [.. rows.Select(row => odd[row])];
                int majority = NoiseCeiling.Majority(answers);
                int[] shown = [images[0][rows[0]], images[1][rows[0]], images[2][rows[0]]];
                int[] others = [.. Enumerable.Range(0, 3).Where(position => position != majority)];
                return new LevelTriplet(
                    group.Key, types[rows[0]], new Triplet(shown[others[0]], shown[others[1]], shown[majority]), answers, [.. rows.Select(row => times[row])]);
            }),
        ];
    }
}
