using System.Globalization;
using System.Text.RegularExpressions;
using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Distillation;

namespace AligNet.Tests.Golden;

public partial class UdGoldenTests
{
    [Fact]
    public void Standardisation_OneMeanAndStd_MatchesReference()
    {
        GoldenFixture golden = GoldenFixture.Load("ud/standardise");
        int[] shape = golden.Shape("in_features");
        float[] features = golden.Singles("in_features");

        (double mean, double std) = Standardisation.Of(new Representations(features, shape[0], shape[1]));

        golden.WithinScalar("mean", mean);
        golden.WithinScalar("std", std);
        golden.Within("out_standardised", [.. features.Select(value => (value - mean) / std)]);
    }

    [Fact]
    public void Model_GivenWeights_LossesAndGradientsMatchReference()
    {
        GoldenFixture golden = GoldenFixture.Load("ud/losses_grads");
        (double[] x, int dim, Triplet[] triplets, float[] targets) = Data(golden);
        double lambda = golden.Number("lmbda");
        UdModel Model(UdRegulariser regulariser)
        {
            UdModel model = NewModel(new UdSettings { Regulariser = regulariser }, lambda, x, dim);
            golden.Doubles("in_W").CopyTo(model.Weights, 0);
            golden.Doubles("in_b").CopyTo(model.Bias, 0);
            return model;
        }

        UdModel plain = Model(UdRegulariser.ScaledIdentity);
        double[] embedding = new double[x.Length];
        plain.Transform(x, x.Length / dim, embedding);
        golden.Within("out_embedding", embedding);
        double[] similarities = [.. triplets.SelectMany(t => new[] { Dot(embedding, dim, t.First, t.Second), Dot(embedding, dim, t.First, t.OddOneOut), Dot(embedding, dim, t.Second, t.OddOneOut) })];
        golden.Within("out_sims", similarities);
        golden.Within("out_ooo_pred", [.. similarities.Chunk(3).Select(s => PairChoice.OddOneOut(PairChoice.Of(s[0], s[1], s[2], TieRule.FirstMaximum)))]);
        double[] probabilities = [.. similarities.Chunk(3).SelectMany(Softmax)];
        golden.WithinScalar("choice_accuracy", probabilities.Chunk(3).Count(p => PairChoice.Of((float)p[0], (float)p[1], (float)p[2], TieRule.AnyTieIsWrong) == 0) / (double)triplets.Length);
        golden.WithinScalar("mean_target_entropy", targets.Sum(q => q > 0 ? -q * Math.Log(q) : 0) / triplets.Length);

        foreach ((string loss, float[] given) in new[] { ("hard", Array.Empty<float>()), ("soft", targets) })
        {
            foreach ((string penalty, UdRegulariser regulariser) in new[] { ("eye", UdRegulariser.ScaledIdentity), ("l2", UdRegulariser.FrobeniusNorm) })
            {
                UdModel model = Model(regulariser);
                double data = model.DataTerm(x, triplets, given);
                golden.WithinScalar($"{loss}_loss", data);
                golden.WithinScalar($"{penalty}_reg", model.Penalty);
                golden.WithinScalar($"{loss}_total_{penalty}", data + model.Penalty);
                double[] dataOnly = [.. model.WeightGradient];
                model.AddPenaltyGradient();
                golden.Within($"out_grad_W_{loss}_{penalty}", model.WeightGradient);
                golden.Within($"out_grad_b_{loss}_{penalty}", model.BiasGradient);
                if (penalty == "eye")
                {
                    golden.Within("out_grad_W_eye_only", [.. model.WeightGradient.Zip(dataOnly, (whole, part) => whole - part)]);
                }
            }
        }
    }

    [Fact]
    public void LocalityLoss_GivenTransform_MatchesReference()
    {
        GoldenFixture golden = GoldenFixture.Load("ud/glocal_local_loss");
        double[] weightGradient = new double[golden.Doubles("in_W").Length];
        double[] biasGradient = new double[golden.Doubles("in_b").Length];

        double loss = LocalityLoss.ValueAndGradient(golden.Doubles("in_features"), golden.Doubles("in_W"), golden.Doubles("in_b"), golden.Number("tau"), weightGradient, biasGradient);

        golden.WithinScalar("loss", loss);
        golden.Within("out_grad_W", weightGradient);
        golden.Within("out_grad_b", biasGradient);
    }

    [Theory]
    [InlineData("ud/fit20_soft")]
    [InlineData("ud/fit20_hard")]
    public void Model_FullBatchSteps_MatchEveryRecipe(string name)
    {
        GoldenFixture golden = GoldenFixture.Load(name);
        (double[] x, int dim, Triplet[] triplets, float[] targets) = Data(golden);
        if (name.EndsWith("hard", StringComparison.Ordinal))
        {
            targets = [];
        }

        int steps = golden.Integer("steps");
        var recipes = golden.Parameters.GetProperty("recipes").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!);
        string reference = recipes.Values.First(text => text.Contains("LinearLR", StringComparison.Ordinal));
        foreach ((string recipe, string text) in recipes)
        {
            bool ramped = text.Contains("reference recipe", StringComparison.Ordinal);
            var settings = new UdSettings
            {
                InitialScale = golden.Number("sigma"),
                Optimiser = text.Contains("Adam", StringComparison.Ordinal) ? UdOptimiser.Adam : UdOptimiser.Sgd,
                LearningRate = Number(LearningRatePattern(), text),
                Momentum = MomentumPattern().IsMatch(text) ? Number(MomentumPattern(), text) : 0,
                MaxEpochs = ramped ? (int)Number(IterationsPattern(), reference) : steps,
                StartFactor = ramped ? 1 / Number(StartPattern(), reference) : 1,
                ClipNorm = ramped ? Number(ClipPattern(), reference) : double.PositiveInfinity,
            };
            UdModel model = NewModel(settings, golden.Number("lmbda"), x, dim);
            List<double> trace = [], rates = [], norms = [];
            for (int step = 0; step < steps; step++)
            {
                double data = model.DataTerm(x, triplets, targets);
                double penalty = model.Penalty;
                trace.AddRange([data + penalty, data, penalty]);
                norms.Add(model.AddPenaltyGradient());
                rates.Add(settings.LearningRateAt(step));
                model.Update(rates[^1], norms[^1]);
                if (step == 0)
                {
                    golden.Within($"out_{recipe}_W1", model.Weights);
                }
            }

            golden.Within($"out_{recipe}_lr", [.. rates]);
            golden.Within($"out_{recipe}_gradnorm", [.. norms]);
            golden.Within($"out_{recipe}_trace", [.. trace]);
            golden.Within($"out_{recipe}_W{steps}", model.Weights);
            golden.Within($"out_{recipe}_b{steps}", model.Bias);
        }
    }

    private static (double[] X, int Dim, Triplet[] Triplets, float[] Targets) Data(GoldenFixture golden) =>
        (golden.Doubles("in_X"), golden.Shape("in_X")[1], [.. golden.Integers("in_triplets").Chunk(3).Select(t => new Triplet(t[0], t[1], t[2]))], golden.Singles("in_targets"));

    private static UdModel NewModel(UdSettings settings, double lambda, double[] x, int dim) =>
        new(settings, lambda, [.. Enumerable.Repeat(1.0, dim)], complement: 0, x.Length / dim);

    private static double Dot(double[] rows, int dim, int a, int b) => Enumerable.Range(0, dim).Sum(d => rows[(a * dim) + d] * rows[(b * dim) + d]);

    private static double[] Softmax(double[] s)
    {
        double sum = s.Sum(value => Math.Exp(value - s.Max()));
        return [.. s.Select(value => Math.Exp(value - s.Max()) / sum)];
    }

    private static double Number(Regex pattern, string text) => double.Parse(pattern.Match(text).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\blr (\d*\.?\d+(?:e-?\d+)?)")]
    private static partial Regex LearningRatePattern();

    [GeneratedRegex(@"momentum (\d*\.?\d+)")]
    private static partial Regex MomentumPattern();

    [GeneratedRegex(@"total_iters=(\d+)")]
    private static partial Regex IterationsPattern();

    [GeneratedRegex(@"start_factor 1/(\d+)")]
    private static partial Regex StartPattern();

    [GeneratedRegex(@"gradient-norm clip (\d*\.?\d+)")]
    private static partial Regex ClipPattern();
}
