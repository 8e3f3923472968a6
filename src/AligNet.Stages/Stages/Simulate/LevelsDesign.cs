using AligNet.Numerics;

namespace AligNet.Stages.Simulate;

/// <summary>Draws the triplets of the multi-level judgements, no two with the same three images.</summary>
/// <remarks>After METHOD 8.3: coarse-grained semantic = three basic categories, mostly of two superordinates; fine-grained semantic =
/// three subordinates of one superordinate, mostly of two basic categories; class-boundary = two images of one subordinate and one of any other.
/// The order shown is random.</remarks>
internal sealed class LevelsDesign(IReadOnlyList<StudyImage> images, Pcg32 random)
{
    // Triplets in which no pair shares more than the third does with either are kept this often: they make people slow, but
    // have no right answer.
    private const double UnclearShare = 0.3;

    private readonly HashSet<(int, int, int)> _drawn = [];

    /// <summary>The types, in the order in which they are drawn.</summary>
    public static IReadOnlyList<string> Types { get; } = ["coarse-grained semantic", "fine-grained semantic", "class-boundary"];

    /// <summary>Draws <paramref name="perType"/> triplets of each type.</summary>
    /// <exception cref="ArgumentException">The images do not have that many triplets of a type.</exception>
    public List<LevelsTriplet> Draw(int perType)
    {
        var triplets = new List<LevelsTriplet>();
        for (int type = 0; type < Types.Count; type++)
        {
            long attempts = 0;
            for (int found = 0; found < perType;)
            {
                int[] shown = [random.NextInt(images.Count), random.NextInt(images.Count), random.NextInt(images.Count)];
                if (Fits(type, shown) && IsNew(shown))
                {
                    triplets.Add(new LevelsTriplet(Types[type], shown));
                    found++;
                }
                else if (++attempts > 100_000L * perType)
                {
                    throw new ArgumentException($"{images.Count} evaluation images do not give {perType} different triplets of type {Types[type]}.", nameof(perType));
                }
            }
        }

        return triplets;
    }

    private bool Fits(int type, int[] shown)
    {
        int Distinct(Func<Subordinate, int> level) => shown.Select(image => level(images[image].Subordinate)).Distinct().Count();
        (int superordinates, int basics, int subordinates) = (Distinct(s => s.Superordinate), Distinct(s => s.Basic), Distinct(s => s.Index));
        return type switch
        {
            0 => basics == 3 && (superordinates == 2 || (superordinates == 3 && random.NextDouble() < UnclearShare)),
            1 => superordinates == 1 && subordinates == 3 && (basics == 2 || random.NextDouble() < UnclearShare),
            _ => subordinates == 2 && shown.Distinct().Count() == 3,
        };
    }

    private bool IsNew(int[] shown)
    {
        int[] sorted = [.. shown.Order()];
        return _drawn.Add((sorted[0], sorted[1], sorted[2]));
    }
}
