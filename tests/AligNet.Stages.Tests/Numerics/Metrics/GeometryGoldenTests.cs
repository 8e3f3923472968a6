using AligNet.Domain;
using AligNet.Numerics.Metrics;
using AligNet.Tests.Golden;

namespace AligNet.Tests.Numerics.Metrics;

public sealed class GeometryGoldenTests
{
    [Fact]
    public void Pca_MatchesScikitLearn()
    {
        GoldenFixture golden = GoldenFixture.Load("metrics/pca");
        Representations rows = Rows(golden, "in_X");
        PrincipalComponents found = Pca.Fit(rows, golden.Shape("out_components4")[0]);
        double[] cumulative = [.. found.ExplainedVarianceRatio];
        for (int index = 1; index < cumulative.Length; index++)
        {
            cumulative[index] += cumulative[index - 1];
        }

        golden.Within("out_explained_variance", found.ExplainedVariance);
        golden.Within("out_explained_variance_ratio", found.ExplainedVarianceRatio);
        golden.Within("out_cumulative_ratio", cumulative);
        golden.Within("out_components4", found.Components);
        golden.Within("out_scores4", found.Scores(rows));
    }

    [Fact]
    public void RelativeDistanceChange_InBothReadings_MatchesTheReference()
    {
        GoldenFixture golden = GoldenFixture.Load("metrics/relative_distance_change");
        double[] before = RelativeDistanceChange.Distances(Rows(golden, "in_before"));
        double[] after = RelativeDistanceChange.Distances(Rows(golden, "in_after"));
        golden.Within("out_dist_before", before);
        golden.Within("out_dist_after", after);
        foreach ((DistanceChangeReading reading, string array, string name) in new[]
        {
            (DistanceChangeReading.ChangeOfZScores, "out_z_after_minus_z_before", "A"), (DistanceChangeReading.ZScoreOfChange, "out_z_of_change", "B"),
        })
        {
            double[] changes = new double[before.Length];
            RelativeDistanceChange.Compute(before, after, reading, changes);
            golden.Within(array, changes);
            double[] means = RelativeDistanceChange.MeansByRelation(changes, golden.Integers("in_cluster"));
            golden.WithinScalar($"mean_within_{name}", means[0]);
            golden.WithinScalar($"mean_between_{name}", means[1]);
        }
    }

    [Theory]
    [InlineData("tall")]
    [InlineData("wide")]
    public void FewShotLsr_WithEachPenalty_MatchesBigVision(string name)
    {
        GoldenFixture golden = GoldenFixture.Load("metrics/fewshot_lsr");
        int classes = golden.Shape($"out_{name}_weights")[2];
        Representations test = Rows(golden, $"in_{name}_X_test");
        int[] labels = golden.Integers($"in_{name}_y_test");
        var lsr = new FewShotLsr(Rows(golden, $"in_{name}_X_train"), golden.Integers($"in_{name}_y_train"), classes);
        double[] penalties = golden.Doubles($"in_{name}_l2");

        golden.Within($"out_{name}_weights", (double[])[.. penalties.SelectMany(lsr.Weights)]);
        golden.Within($"out_{name}_accuracy", (double[])[.. penalties.Select(penalty => lsr.Classifier(penalty).Accuracy(test, labels))]);
    }

    private static Representations Rows(GoldenFixture golden, string array)
    {
        int[] shape = golden.Shape(array);
        return new Representations(golden.Singles(array), shape[0], shape[1]);
    }
}
