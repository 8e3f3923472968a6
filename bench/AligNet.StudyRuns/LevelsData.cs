using System.Globalization;
using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.StudyRuns;

/// <summary>The multi-level judgements of a study.</summary>
internal sealed class LevelsData
{
    private readonly List<(string Type, int[] Images, List<(int Odd, double Time)> Responses)> _triplets = [];

    public LevelsData(string path, IReadOnlyList<string> images)
    {
        CsvTable table = CsvTable.Read(path);
        var row = images.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        string[][] columns = [.. new[] { "triplet_id", "type", "image_1", "image_2", "image_3", "odd_position", "response_time_ms" }.Select(name => table.Text(name))];
        string? last = null;
        for (int index = 0; index < table.Rows; index++)
        {
            if (columns[0][index] != last)
            {
                _triplets.Add((columns[1][index], [row[columns[2][index]], row[columns[3][index]], row[columns[4][index]]], []));
                last = columns[0][index];
            }

            _triplets[^1].Responses.Add((int.Parse(columns[5][index]) - 1, double.Parse(columns[6][index], CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Accuracy against the majority and noise ceiling for each type, and Spearman of entropy with log response time.</summary>
    public string Describe(Representations representations, double temperature)
    {
        var parts = new List<string>();
        foreach (string? type in _triplets.Select(triplet => triplet.Type).Distinct().Append(null))
        {
            var these = _triplets.Where(triplet => type is null || triplet.Type == type).ToArray();
            var entropies = new List<double>();
            var times = new List<double>();
            (double right, double ceiling) = (0, 0);
            foreach ((string _, int[] images, List<(int Odd, double Time)> responses) in these)
            {
                double Pair(int a, int b) => Measures.Dot(representations.Row(images[a]), representations.Row(images[b]));
                double[] similarities = [Pair(1, 2), Pair(0, 2), Pair(0, 1)]; // by the odd one out that each implies
                int[] votes = [.. Enumerable.Range(0, 3).Select(odd => responses.Count(response => response.Odd == odd))];
                int majority = Array.IndexOf(votes, votes.Max());
                right += Array.IndexOf(similarities, similarities.Max()) == majority ? 1 : 0;
                ceiling += responses.Average(response => LeaveOneOut(votes, response.Odd));
                double entropy = Measures.Entropy(similarities, temperature);
                foreach ((int _, double time) in responses.Where(response => response.Time <= 10_000))
                {
                    entropies.Add(entropy);
                    times.Add(Math.Log(time));
                }
            }

            string rho = Measures.Spearman(entropies, times).ToString("F2");
            parts.Add(type is null ? $"all ρ {rho}" : $"{type.Split('-')[0]} {right / these.Length:F3}/{ceiling / these.Length:F3} ρ {rho}");
        }

        return string.Join("; ", parts);
    }

    private static double LeaveOneOut(int[] votes, int odd)
    {
        int[] others = [.. votes];
        others[odd]--;
        int most = others.Max();
        return others[odd] == most ? 1.0 / others.Count(count => count == most) : 0;
    }
}
