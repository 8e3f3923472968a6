using AligNet.Domain;

namespace AligNet.Tests.Reference;

/// <summary>The losses of METHOD section 7 for one triplet, written out in double precision from the definitions.</summary>
internal static class ReferenceTripletLoss
{
    public static double Loss(TripletLossKind kind, double[] student, double[] teacher, double studentTemperature, double teacherTemperature)
    {
        double[] q = Softmax(student, studentTemperature);
        double[] p = Softmax(teacher, teacherTemperature);
        double[] mean = [.. p.Zip(q, (a, b) => (a + b) / 2)];
        return kind switch
        {
            TripletLossKind.KullbackLeibler => Divergence(p, q),
            TripletLossKind.JensenShannon => (Divergence(p, mean) + Divergence(q, mean)) / 2,
            _ => -Math.Log(q[0]),
        };
    }

    public static double[] Similarities(ReadOnlySpan<float> i, ReadOnlySpan<float> j, ReadOnlySpan<float> k) => [Dot(i, j), Dot(i, k), Dot(j, k)];

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int index = 0; index < a.Length; index++)
        {
            sum += (double)a[index] * b[index];
        }

        return sum;
    }

    private static double[] Softmax(double[] similarities, double temperature)
    {
        double[] powers = [.. similarities.Select(similarity => Math.Exp(similarity / temperature))];
        return [.. powers.Select(power => power / powers.Sum())];
    }

    private static double Divergence(double[] a, double[] b) => a.Zip(b, (x, y) => x * Math.Log(x / y)).Sum();
}
