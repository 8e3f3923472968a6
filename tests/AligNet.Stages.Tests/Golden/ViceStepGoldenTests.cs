using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Vice;

namespace AligNet.Tests.Golden;

public class ViceStepGoldenTests
{
    [Theory]
    [InlineData("vice/step_gaussian_random")]
    [InlineData("vice/step_laplace_random")]
    [InlineData("vice/step_gaussian_things")]
    [InlineData("vice/step_laplace_things")]
    public void Step_GivenNoiseAndBatches_MatchesReference(string name)
    {
        GoldenFixture golden = GoldenFixture.Load(name);
        int[] shape = golden.Shape("in_eps");
        (int steps, int objects, int dims) = (shape[0], shape[1], shape[2]);
        var prior = new SpikeAndSlabPrior
        {
            SpikeScale = golden.Number("spike"),
            SlabScale = golden.Number("slab"),
            SpikeWeight = golden.Number("pi"),
            Mixture = Enum.Parse<ViceMixture>(golden.Text("mixture"), ignoreCase: true),
        };
        double[] betas = [.. golden.Parameters.GetProperty("adam_betas").EnumerateArray().Select(beta => beta.GetDouble())];
        var settings = new ViceSettings
        {
            InitialDims = dims,
            BatchSize = golden.Integer("batch"),
            LearningRate = golden.Number("lr"),
            FirstMomentDecay = betas[0],
            SecondMomentDecay = betas[1],
            AdamEpsilon = golden.Number("adam_eps"),
            Prior = prior,
        };
        var model = new ViceModel(settings, objects, golden.Integer("n_train"));
        float[] loc = golden.Singles("in_mu");
        float[] logScale = golden.Singles("in_logsigma");
        loc.CopyTo(model.Loc, 0);
        logScale.CopyTo(model.LogScale, 0);
        float[] noise = golden.Singles("in_eps");
        Triplet[] triplets = Triplets(golden.Integers("in_triplets"));

        double[] trace = new double[steps * 4];
        for (int step = 0; step < steps; step++)
        {
            Triplet[] batch = triplets[(step * settings.BatchSize)..((step + 1) * settings.BatchSize)];
            double crossEntropy = model.StepWith(noise.AsSpan(step * loc.Length, loc.Length), batch);
            double accuracy = Enumerable.Range(0, batch.Length)
                .Count(t => PairChoice.Of(model.Data.Pair(0)[t], model.Data.Pair(1)[t], model.Data.Pair(2)[t], TieRule.AnyTieIsWrong) == 0) / (double)batch.Length;
            double[] row = [crossEntropy, model.Complexity, crossEntropy + model.Complexity, accuracy];
            row.CopyTo(trace, 4 * step);
            if (step == 0)
            {
                golden.WithinScalar("cross_entropy", row[0]);
                golden.WithinScalar("complexity", row[1]);
                golden.WithinScalar("total", row[2]);
                golden.WithinScalar("choice_accuracy", row[3]);
                AssertFirstStep(golden, model, prior, loc, logScale, batch);
                golden.Within("out_mu_after1", model.Loc.AsSpan(0, loc.Length));
                golden.Within("out_logsigma_after1", model.LogScale.AsSpan(0, loc.Length));
                golden.Within("out_grad_mu", Gradient(model.LocFirst, loc.Length, betas[0]));
                golden.Within("out_grad_logsigma", Gradient(model.LogScaleFirst, loc.Length, betas[0]));
            }
        }

        golden.Within("out_trace", trace);
        golden.Within($"out_mu_after{steps}", model.Loc.AsSpan(0, loc.Length));
        golden.Within($"out_logsigma_after{steps}", model.LogScale.AsSpan(0, loc.Length));
    }

    private static void AssertFirstStep(GoldenFixture golden, ViceModel model, SpikeAndSlabPrior prior, float[] loc, float[] logScale, Triplet[] batch)
    {
        float[] x = model.X.ToArray();
        golden.Within("out_X", x);
        float[] z = [.. batch.SelectMany(t => new[] { t.First, t.Second, t.OddOneOut }).SelectMany(row => x.Skip(row * model.Dims).Take(model.Dims)).Select(value => Math.Max(value, 0))];
        golden.Within("out_z", z);

        // The reference multiplies its Normal densities by √(2π) where a density divides: both logarithms are ln 2π too large.
        double excess = prior.Mixture == ViceMixture.Gaussian ? Math.Log(2 * Math.PI) : 0;
        golden.Within("out_log_p", [.. x.Select(value => prior.LogDensity(value) + excess)]);
        golden.Within("out_log_q", [.. x.Select((value, at) => prior.LogVariational(value, loc[at], logScale[at]) + excess)]);

        var data = new ViceDataTerm(model.Dims, batch.Length);
        data.Similarities(batch, [.. x, .. new float[16]]);
        float[] similarities = [.. Enumerable.Range(0, 3 * batch.Length).Select(at => data.Pair(at % 3)[at / 3])];
        golden.Within("out_sims", similarities);
    }

    // After one step from zero moments the first moment is (1 − β₁) times the gradient.
    private static double[] Gradient(float[] firstMoment, int count, double beta) => [.. firstMoment.Take(count).Select(value => value / (1 - beta))];

    private static Triplet[] Triplets(int[] values) => [.. values.Chunk(3).Select(row => new Triplet(row[0], row[1], row[2]))];
}
