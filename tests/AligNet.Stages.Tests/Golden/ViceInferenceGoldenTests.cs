using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Vice;

namespace AligNet.Tests.Golden;

public class ViceInferenceGoldenTests
{
    [Fact]
    public void FalseDiscovery_TiesAndLineRows_MatchesStatsmodels()
    {
        GoldenFixture golden = GoldenFixture.Load("vice/bh_fdr");
        int[] shape = golden.Shape("in_pvals");
        double alpha = golden.Parameters.TryGetProperty("alpha", out var stated) ? stated.GetDouble() : 0.05;
        double[] pValues = golden.Doubles("in_pvals");
        var rejected = new List<int>();
        var adjusted = new List<double>();
        foreach (double[] row in pValues.Chunk(shape[1]))
        {
            bool[] flags = new bool[row.Length];
            int count = FalseDiscovery.Reject(row, alpha, flags);
            Assert.Equal(count, FalseDiscovery.Count([.. row], alpha));
            rejected.AddRange(flags.Select(flag => flag ? 1 : 0));
            double[] values = new double[row.Length];
            FalseDiscovery.Adjust(row, values);
            adjusted.AddRange(values);
        }

        golden.Within("out_rejections", [.. rejected]);
        golden.Within("out_pvals_corrected", [.. adjusted]);
    }

    [Fact]
    public void PairChoice_AnyTieIsWrong_MatchesBreakTies()
    {
        GoldenFixture golden = GoldenFixture.Load("vice/break_ties");
        int[] choices = [.. golden.Singles("in_probas").Chunk(3).Select(p => PairChoice.Of(p[0], p[1], p[2], TieRule.AnyTieIsWrong))];

        golden.Within("out_choice", choices);
        golden.WithinScalar("accuracy", choices.Count(choice => choice == 0) / (double)choices.Length);
    }

    [Fact]
    public void Initialisation_GivenLoc_MatchesReference()
    {
        GoldenFixture golden = GoldenFixture.Load("vice/init_logsigma");

        golden.WithinScalar("logsigma0", ViceInitialisation.LogScale(golden.Singles("in_mu")));
        golden.WithinScalar("mu_init_std", ViceInitialisation.LocScale(golden.Shape("in_mu")[1]));
    }

    [Fact]
    public void MonteCarloPosterior_GivenNoise_MatchesReference()
    {
        GoldenFixture golden = GoldenFixture.Load("vice/mc_posterior");
        int dims = golden.Shape("in_mu")[1];
        float[] noise = golden.Singles("in_eps");
        Triplet[] triplets = [.. golden.Integers("in_triplets").Chunk(3).Select(t => new Triplet(t[0], t[1], t[2]))];
        float[] probabilities = new float[3 * triplets.Length];

        MonteCarloPosterior.Probabilities(golden.Singles("in_mu"), golden.Singles("in_logsigma"), dims, triplets, golden.Shape("in_eps")[0],
            (room, _) => noise.CopyTo(room, 0), probabilities, threads: 1);

        golden.Within("out_probas", probabilities);
        int[] hard = [.. probabilities.Chunk(3).Select(p => PairChoice.Of(p[0], p[1], p[2], TieRule.AnyTieIsWrong) == 0 ? 1 : 0)];
        golden.Within("out_hard_choices", hard);
        golden.WithinScalar("val_acc", hard.Average());
        golden.WithinScalar("val_loss", probabilities.Chunk(3).Average(p => -Math.Log(p[0])));

        // The reported form: objects of a triplet sorted, with the probability that each is the odd one out; rows in ascending order.
        var sorted = triplets.Select((t, at) => new[] { (t.First, P: probabilities[(3 * at) + 2]), (t.Second, P: probabilities[(3 * at) + 1]), (t.OddOneOut, P: probabilities[3 * at]) }
            .OrderBy(entry => entry.Item1).ToArray())
            .OrderBy(row => row[0].Item1).ThenBy(row => row[1].Item1).ThenBy(row => row[2].Item1).ToArray();
        golden.Within("out_pmf_keys", [.. sorted.SelectMany(row => row.Select(entry => entry.Item1))]);
        golden.Within("out_pmf_ooo", [.. sorted.SelectMany(row => row.Select(entry => entry.P))]);
    }

    [Fact]
    public void RelevantDimensions_GivenPosterior_MatchesReference()
    {
        GoldenFixture golden = GoldenFixture.Load("vice/pruning");
        int[] shape = golden.Shape("in_loc");
        (int objects, int dims) = (shape[0], shape[1]);
        float[] loc = golden.Singles("in_loc");
        float[] scale = golden.Singles("in_scale");
        double alpha = golden.Number("alpha");
        double[] pValues = new double[loc.Length];
        int[] rejections = new int[loc.Length];
        for (int dim = 0; dim < dims; dim++)
        {
            Span<double> row = pValues.AsSpan(dim * objects, objects);
            for (int o = 0; o < objects; o++)
            {
                row[o] = RelevantDimensions.PValue(loc[(o * dims) + dim], scale[(o * dims) + dim]);
            }

            bool[] flags = new bool[objects];
            FalseDiscovery.Reject(row, alpha, flags);
            flags.Select(flag => flag ? 1 : 0).ToArray().CopyTo(rejections, dim * objects);
        }

        int[] importance = RelevantDimensions.Importance(loc, [.. scale.Select(value => MathF.Log(value))], dims, alpha);
        int[] kept = RelevantDimensions.Ordered(loc, importance, golden.Integer("k"));

        golden.Within("out_pvals", pValues);
        golden.Within("out_rejections", rejections);
        golden.Within("out_importance", importance);
        golden.Within("out_kept_dims", [.. kept.Order()]);
        golden.Within("out_kept_dims_final_order", kept);
        golden.WithinScalar("n_dims", kept.Length);
    }
}
