using AligNet.Numerics.Sampling;
using AligNet.Numerics;

namespace AligNet.Tests.Numerics.Sampling;

public sealed class BlockDeckTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(64)]
    public void Deal_ManyBlocks_GivesEveryImageItsTurn(int packet)
    {
        const int images = 1000, blockImages = 64, turns = 20;
        int[] groups = [.. Enumerable.Range(0, images).Select(image => (int)Math.Sqrt(image))];
        var deck = new BlockDeck(ImageGroups.Of([.. Enumerable.Range(0, images)], groups), packet, new Pcg32(4));
        int[] dealt = new int[images];
        for (int block = 0; block < turns * images / blockImages; block++)
        {
            ImageGroups chosen = deck.Deal(blockImages, evenly: false);
            int[] rows = [.. Enumerable.Range(0, blockImages).Select(chosen.Image)];
            Assert.Equal(blockImages, chosen.Count);
            Assert.Equal(blockImages, rows.Distinct().Count());
            foreach (int row in rows)
            {
                dealt[row]++;
            }
        }

        Assert.All(dealt, count => Assert.InRange(count, turns - 3, turns + 3));
    }

    [Fact]
    public void Deal_HardlyMoreGroupsThanABlockNeeds_SeldomRepeatsOne()
    {
        int[] groups = [.. Enumerable.Range(0, 4000).Select(image => image % 20)];
        var deck = new BlockDeck(ImageGroups.Of([.. Enumerable.Range(0, 4000)], groups), 4, new Pcg32(4));

        // Drawn without looking ahead, 16 packets of 20 groups would be of 11 groups.
        Assert.True(Enumerable.Range(0, 200).Average(_ => deck.Deal(64, evenly: false).Groups) > 14);
    }

    [Fact]
    public void Deal_BlocksAcrossRounds_PassesNoImageOver()
    {
        var deck = new BlockDeck(ImageGroups.Of([.. Enumerable.Range(0, 10)], new int[10]), 7, new Pcg32(4));
        int[] dealt = new int[10];
        for (int block = 0; block < 1000; block++)
        {
            ImageGroups chosen = deck.Deal(7, evenly: false);
            for (int position = 0; position < 7; position++)
            {
                dealt[chosen.Image(position)]++;
            }
        }

        Assert.All(dealt, count => Assert.InRange(count, 699, 701));
    }

    [Fact]
    public void Deal_Packets_MostGroupsOfABlockHaveAPair()
    {
        int[] groups = [.. Enumerable.Range(0, 5000).Select(image => image % 500)];
        var deck = new BlockDeck(ImageGroups.Of([.. Enumerable.Range(0, 5000)], groups), 4, new Pcg32(4));
        for (int block = 0; block < 100; block++)
        {
            ImageGroups chosen = deck.Deal(64, evenly: false);
            Assert.InRange(chosen.Groups, 16, 23);

            // A packet cut by the end of a block can leave one image here and one in the next.
            Assert.True(chosen.GroupsOf(2) >= chosen.Groups - 2);
        }
    }
}
