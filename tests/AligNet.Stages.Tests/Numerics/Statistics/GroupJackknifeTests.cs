using AligNet.Numerics;
using AligNet.Numerics.Metrics;
using AligNet.Numerics.Statistics;

namespace AligNet.Tests.Numerics.Statistics;

public sealed class GroupJackknifeTests
{
    [Fact]
    public void Of_AMeanWithEveryRowLeftOutInTurn_IsStudentsInterval()
    {
        var generator = new Pcg32(3);
        double[] values = [.. Enumerable.Range(0, 12).Select(_ => 1 + generator.NextGaussian())];
        double mean = values.Average();
        double error = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / 11 / 12);

        (BootstrapInterval interval, double p) = GroupJackknife.Run([.. Enumerable.Range(0, 12)], 12, rows => [rows.Average(row => values[row])]).Of(found => found[0], 0.95);

        // t with 11 degrees of freedom holds 95 % within 2.200985.
        Assert.Equal(mean, interval.Estimate, 1e-12);
        Assert.Equal(mean - (2.200985 * error), interval.Low, 1e-6);
        Assert.Equal(mean + (2.200985 * error), interval.High, 1e-6);
        Assert.InRange(p, 0, 1);
    }

    [Fact]
    public void Run_OfUnits_LeavesThemOutWhole()
    {
        List<int[]> asked = [];
        GroupJackknife.Run([5, 7, 5, 9, 7], 3, rows =>
        {
            lock (asked)
            {
                asked.Add(rows);
            }

            return [0];
        });

        Assert.Equal(["0,1,2,3,4", "0,1,2,4", "0,2,3", "1,3,4"], asked.Select(rows => string.Join(',', rows)).Order());
    }

    [Fact]
    public void Of_WithoutSpreadOrWithoutGroups_SaysSo()
    {
        GroupJackknife constant = GroupJackknife.Run([1, 2, 3], 20, _ => [2, 2]);
        Assert.Equal((new BootstrapInterval(0, 0, 0), 1), constant.Of(found => found[1] - found[0], 0.95));
        Assert.Equal((new BootstrapInterval(2, 2, 2), 0), constant.Of(found => found[0], 0.95));

        (BootstrapInterval interval, double p) = GroupJackknife.Run([1, 1], 20, _ => [2]).Of(found => found[0], 0.95);
        Assert.Equal(2, interval.Estimate);
        Assert.True(double.IsNaN(interval.Low) && double.IsNaN(interval.High) && double.IsNaN(p));
    }
}
