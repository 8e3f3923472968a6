using AligNet.Numerics;

namespace AligNet.Stages.Simulate;

/// <summary>People who choose odd ones out by a softmax (temperature 1) over the dot products of the planted concept vectors,
/// each with own dimension weights and an own pace, and who take the longer the less sure they are.</summary>
/// <remarks>log response time = log median + pace + slope · H(P) + noise, with H the Shannon entropy in nats of the person's own
/// choice probabilities P over the three pairs.</remarks>
public sealed class SimulatedPeople
{
    private readonly ConceptWorld _world;
    private readonly SimulateOptions _options;
    private readonly double[][] _weights;
    private readonly double[] _pace;

    /// <summary>Draws the people of a seed for a world.</summary>
    public SimulatedPeople(ConceptWorld world, SimulateOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(options);
        var random = new Pcg32(StageSeed.For("simulate/people", seed));
        (_world, _options) = (world, options);
        _weights = new double[options.Participants][];
        _pace = new double[options.Participants];
        for (int person = 0; person < options.Participants; person++)
        {
            _weights[person] = [.. world.Dimensions.Select(_ => Math.Exp(options.IndividualSpread * random.NextGaussian()))];
            _pace[person] = options.PaceSpread * random.NextGaussian();
        }
    }

    /// <summary>Number of people.</summary>
    public int Count => _pace.Length;

    /// <summary>Similarity of two images to a person: Σ over dimensions of weight · concept · concept, plus the identity term
    /// when both show the same subordinate.</summary>
    public double Similarity(int person, int first, int second)
    {
        ReadOnlySpan<double> a = _world.Concept(first);
        ReadOnlySpan<double> b = _world.Concept(second);
        double sum = first == second ? _options.IdentitySimilarity : 0;
        for (int dimension = 0; dimension < a.Length; dimension++)
        {
            sum += _weights[person][dimension] * a[dimension] * b[dimension];
        }

        return sum;
    }

    /// <summary>Probabilities that a person finds a pair most similar; pair order (ij, ik, jk), lapses left out.</summary>
    public double[] PairProbabilities(int person, int i, int j, int k)
    {
        double[] exponentials = [Similarity(person, i, j), Similarity(person, i, k), Similarity(person, j, k)];
        double maximum = exponentials.Max();
        for (int pair = 0; pair < 3; pair++)
        {
            exponentials[pair] = Math.Exp(exponentials[pair] - maximum);
        }

        double total = exponentials.Sum();
        return [.. exponentials.Select(value => value / total)];
    }

    /// <summary>One person's answer to the triplet of three subordinates' images.</summary>
    public SimulatedResponse Answer(int person, int i, int j, int k, Pcg32 random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double[] probabilities = PairProbabilities(person, i, j, k);
        bool lapse = random.NextDouble() < _options.LapseRate;
        double draw = random.NextDouble();
        int pair = lapse ? (int)(3 * draw) : draw < probabilities[0] ? 0 : draw < probabilities[0] + probabilities[1] ? 1 : 2;
        double entropy = -probabilities.Sum(p => p > 0 ? p * Math.Log(p) : 0);
        double logTime = Math.Log(_options.ResponseTime) + _pace[person] + (_options.ResponseTimeSlope * entropy)
            + (_options.ResponseTimeNoise * random.NextGaussian());
        return new SimulatedResponse(2 - pair, Math.Exp(logTime));
    }

    /// <summary>Mean rating of similarity over all people, for every pair of the named subordinates; symmetric, row-major.</summary>
    public float[] MeanSimilarities(IReadOnlyList<int> subordinates)
    {
        ArgumentNullException.ThrowIfNull(subordinates);
        int count = subordinates.Count;
        float[] ratings = new float[count * count];
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                (int first, int second) = (subordinates[row], subordinates[column]);
                float mean = (float)Enumerable.Range(0, Count).Average(person => Similarity(person, first, second));
                ratings[(row * count) + column] = mean;
                ratings[(column * count) + row] = mean;
            }
        }

        return ratings;
    }
}
