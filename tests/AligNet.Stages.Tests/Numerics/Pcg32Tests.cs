using AligNet.Numerics;

namespace AligNet.Tests.Numerics;

public class Pcg32Tests
{
    [Fact]
    public void NextUInt_ReferenceSeed_GivesPublishedSequence()
    {
        // The demo of the reference implementation (pcg32-demo, seed 42, stream 54) prints these six values.
        var random = new Pcg32(42, 54);

        uint[] drawn = [.. Enumerable.Range(0, 6).Select(_ => random.NextUInt())];

        Assert.Equal([0xa15c02b7u, 0x7b47f409u, 0xba1d3330u, 0x83d2f293u, 0xbfa4784bu, 0xcbed606eu], drawn);
    }
}
