using System.Text.Json;
using AligNet.Numerics;
using AligNet.Numerics.Alignment;

namespace AligNet.Tests.Golden;

public class AlignmentGoldenTests
{
    private static readonly (string Name, AlignmentLossKind Kind)[] Kinds =
        [("kld", AlignmentLossKind.KullbackLeibler), ("jsd", AlignmentLossKind.JensenShannon), ("contrastive", AlignmentLossKind.Contrastive)];

    [Theory]
    [InlineData("alignet/losses_config")]
    [InlineData("alignet/losses_moderate")]
    public void Losses_EveryCombination_MatchReference(string name)
    {
        GoldenFixture golden = GoldenFixture.Load(name);
        foreach (JsonElement combination in golden.Parameters.GetProperty("combinations").EnumerateArray())
        {
            string tag = combination.GetProperty("tag").GetString()!;
            foreach ((string loss, AlignmentLossKind kind) in Kinds)
            {
                (double[] values, double[] gradients) = Run(golden, kind, combination.GetProperty("tau").GetDouble(), combination.GetProperty("normalize").GetBoolean());
                golden.Within($"out_{tag}_{loss}", values);
                golden.Within($"out_{tag}_{loss}_grad", gradients);
                golden.WithinScalar($"{tag}_{loss}_mean", values.Average());
            }
        }
    }

    [Fact]
    public void Losses_SaturatedSoftmax_StayFinite()
    {
        GoldenFixture golden = GoldenFixture.Load("alignet/losses_saturated");
        bool normalise = golden.Parameters.GetProperty("normalize").GetBoolean();

        golden.Within("out_kld", Run(golden, AlignmentLossKind.KullbackLeibler, golden.Number("tau"), normalise).Values);
        golden.Within("out_jsd", Run(golden, AlignmentLossKind.JensenShannon, golden.Number("tau"), normalise).Values);
    }

    [Fact]
    public void Schedule_SampledSteps_MatchesOptax()
    {
        GoldenFixture golden = GoldenFixture.Load("alignet/lr_schedule");
        WarmupCosineSchedule schedule = Schedule(golden.Parameters);

        golden.Within("out_lr", [.. golden.Integers("in_steps").Select(step => schedule.At(step))]);
    }

    [Fact]
    public void AdamDecayToStart_GradientsOfItsOwnParameters_MatchesReference()
    {
        GoldenFixture golden = GoldenFixture.Load("alignet/adam_decay_to_init");
        float[] start = golden.Singles("in_p0");
        double[] a = golden.Doubles("in_A");
        double[] target = golden.Doubles("in_target");
        double[] noise = golden.Doubles("in_noise");
        double[] scale = golden.Doubles("in_scale");
        int count = start.Length;
        WarmupCosineSchedule schedule = Schedule(golden.Parameters.GetProperty("schedule"));
        var adam = new AdamDecayToStart { FirstDecay = golden.Number("b1"), SecondDecay = golden.Number("b2"), Epsilon = golden.Number("eps"), Decay = golden.Number("weight_decay") };
        float[] parameters = [.. start];
        float[] first = new float[count];
        float[] second = new float[count];
        List<float> trace = [.. start];
        List<float> gradients = [];
        for (int step = 0; step < golden.Integer("steps"); step++)
        {
            double[] residual = [.. Enumerable.Range(0, target.Length).Select(row => Enumerable.Range(0, count).Sum(c => a[(row * count) + c] * parameters[c]) - target[row])];
            float[] gradient = [.. Enumerable.Range(0, count).Select(c =>
                (float)(scale[c] * (Enumerable.Range(0, target.Length).Sum(row => a[(row * count) + c] * residual[row]) + noise[(step * count) + c])))];
            adam.Update(step + 1, schedule.At(step), gradient, start, parameters, first, second);
            gradients.AddRange(gradient);
            trace.AddRange(parameters);
        }

        golden.Within("out_params", [.. trace]);
        golden.Within("out_grads", [.. gradients]);
        golden.Within("out_mu_final", first);
        golden.Within("out_nu_final", second);
    }

    private static WarmupCosineSchedule Schedule(JsonElement parameters) => new(
        parameters.GetProperty("peak_value").GetDouble(), parameters.GetProperty("warmup_steps").GetInt32(), parameters.GetProperty("decay_steps").GetInt32());

    private static (double[] Values, double[] Gradients) Run(GoldenFixture golden, AlignmentLossKind kind, double temperature, bool unitNorm)
    {
        int[] shape = golden.Shape("in_logits");
        double[] logits = golden.Doubles("in_logits");
        double[] targets = golden.Doubles("in_target_sims");
        int size = shape[1] * shape[2];
        double[] values = new double[shape[0]];
        double[] gradients = new double[logits.Length];
        double[] teacher = new double[3];
        for (int triplet = 0; triplet < values.Length; triplet++)
        {
            TripletSoftmax.Log(targets.AsSpan(3 * triplet, 3), 1, teacher);
            values[triplet] = AlignmentLoss.ValueAndGradient(kind, teacher, logits.AsSpan(triplet * size, size), temperature, unitNorm, gradients.AsSpan(triplet * size, size));
        }

        return (values, [.. gradients.Select(value => value / values.Length)]);
    }
}
