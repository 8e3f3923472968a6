using AligNet.Numerics;

namespace AligNet.Tests.Numerics;

public class PairChoiceTests
{
    [Theory]
    [InlineData(0.5, 0.3, 0.2, 0, 0, 0, 0)]
    [InlineData(0.2, 0.5, 0.3, 1, 1, 1, 1)]
    [InlineData(0.2, 0.3, 0.5, 2, 2, 2, 2)]
    [InlineData(0.4, 0.4, 0.2, -1, -1, 0, 0)]
    [InlineData(0.4, 0.2, 0.4, -1, -1, 0, 0)]
    [InlineData(0.2, 0.4, 0.4, -1, -1, 1, 1)]
    [InlineData(0.5, 0.25, 0.25, 0, -1, 0, 0)]
    [InlineData(0.333, 0.334, 0.3331, 1, -1, 1, 1)]
    [InlineData(1.0, 1.0, 1.0, -1, -1, -1, 0)]
    public void Of_EqualValues_FollowTheRule(double ij, double ik, double jk, int maximumTie, int anyTie, int fullTie, int first)
    {
        Assert.Equal(maximumTie, PairChoice.Of(ij, ik, jk, TieRule.MaximumTieIsWrong));
        Assert.Equal(anyTie, PairChoice.Of(ij, ik, jk, TieRule.AnyTieIsWrong));
        Assert.Equal(fullTie, PairChoice.Of(ij, ik, jk, TieRule.FullTieIsWrong));
        Assert.Equal(first, PairChoice.Of(ij, ik, jk, TieRule.FirstMaximum));
    }
}
