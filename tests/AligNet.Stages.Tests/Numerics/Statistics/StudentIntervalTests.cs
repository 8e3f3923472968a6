using AligNet.Numerics.Statistics;

namespace AligNet.Tests.Numerics.Statistics;

public class StudentIntervalTests
{
    /// <summary>Tables of t have six digits.</summary>
    private const double Table = 1e-5;

    [Fact]
    public void Of_ThreeValues_IsAsTheTableOfTSays()
    {
        (double mean, double low, double high, double p) = StudentInterval.Of([1, 2, 3]);

        // t with 2 degrees of freedom: 4.302653 at 97.5 %; P(|t| > 2·√3) = 1 − √(6/7), from its closed form t/√(2 + t²).
        double error = 1 / Math.Sqrt(3);
        Assert.Equal(2, mean, 1e-12);
        Assert.Equal(2 - (4.302653 * error), low, Table);
        Assert.Equal(2 + (4.302653 * error), high, Table);
        Assert.Equal(1 - Math.Sqrt(6.0 / 7), p, 1e-9);
    }

    [Fact]
    public void Of_EqualValues_HasNoWidth()
    {
        Assert.Equal((0.0, 0.0, 0.0, 1.0), StudentInterval.Of([0, 0, 0]));
        Assert.Equal((2.0, 2.0, 2.0, 0.0), StudentInterval.Of([2, 2]));
    }

    [Fact]
    public void Of_OneValue_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => StudentInterval.Of([1]));
}
