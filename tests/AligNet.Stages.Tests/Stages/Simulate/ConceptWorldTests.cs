using AligNet.Stages.Simulate;

namespace AligNet.Tests.Stages.Simulate;

public class ConceptWorldTests
{
    private static readonly SimulateOptions Options = new();

    [Fact]
    public void Create_AnySeed_EmbeddingIsNonNegativeWithOneSuperordinateAndOneBasicDimensionEach()
    {
        ConceptWorld world = ConceptWorld.Create(Options, 5);

        foreach (Subordinate subordinate in world.Subordinates)
        {
            double[] concept = world.Concept(subordinate.Index).ToArray();
            Assert.All(concept, value => Assert.True(value >= 0));
            Assert.Equal(1, concept[..4].Count(value => value > 0));
            Assert.Equal(1, concept[4..20].Count(value => value > 0));
            Assert.True(concept[subordinate.Superordinate] > 0 && concept[4 + subordinate.Basic] > 0);
            Assert.Equal(subordinate.Properties, concept[20..].Select(value => value > 0));
        }
    }

    [Fact]
    public void Create_SameSeed_SameWorld_OtherSeed_OtherWorld()
    {
        double[] Concepts(ulong seed)
        {
            ConceptWorld world = ConceptWorld.Create(Options, seed);
            return [.. world.Subordinates.SelectMany(subordinate => world.Concept(subordinate.Index).ToArray())];
        }

        Assert.Equal(Concepts(1), Concepts(1));
        Assert.NotEqual(Concepts(1), Concepts(2));
    }

    [Fact]
    public void Create_NoTypicalLook_LooksAreSpreadEvenlyWithinEachSuperordinate()
    {
        ConceptWorld world = ConceptWorld.Create(Options with { TypicalLook = 0 }, 9);

        foreach (IGrouping<int, Subordinate> group in world.Subordinates.GroupBy(subordinate => subordinate.Superordinate))
        {
            foreach ((Func<Appearance, int> look, int levels) in Looks())
            {
                int[] counts = [.. Enumerable.Range(0, levels).Select(level => group.Count(subordinate => look(subordinate.Appearance) == level))];
                Assert.True(counts.Max() - counts.Min() <= 1, $"superordinate {group.Key}: {string.Join(' ', counts)}");
            }
        }
    }

    [Fact]
    public void Create_TypicalLooksOnly_EverySuperordinateHasTheSameLooks()
    {
        ConceptWorld world = ConceptWorld.Create(Options with { TypicalLook = 1 }, 9);

        foreach ((Func<Appearance, int> look, int _) in Looks())
        {
            int[][] levels = [.. world.Subordinates.GroupBy(subordinate => subordinate.Superordinate).Select(group => group.Select(s => look(s.Appearance)).Order().ToArray())];
            Assert.All(levels, counts => Assert.Equal(levels[0], counts));
            Assert.All(
                world.Subordinates.GroupBy(subordinate => subordinate.Basic),
                group => Assert.Single(group.Select(subordinate => look(subordinate.Appearance)).Distinct()));
        }
    }

    [Fact]
    public void Create_NoHeldOutSubordinates_NamesTheOption()
    {
        ArgumentException fault = Assert.Throws<ArgumentException>(() => ConceptWorld.Create(Options with { HeldOutPerBasic = 0 }, 1));

        Assert.Contains("held_out_per_basic", fault.Message, StringComparison.Ordinal);
    }

    private static (Func<Appearance, int> Look, int Levels)[] Looks() =>
    [
        (look => look.Colour, Appearance.Colours.Count),
        (look => look.Texture, Appearance.Textures.Count),
        (look => look.Backdrop, Appearance.Backdrops.Count),
        (look => look.BackdropColour, Appearance.Colours.Count),
    ];
}
