namespace AligNet.Stages.Evaluate;

/// <summary>Faults of options that several evaluations have.</summary>
internal static class EvaluationChecks
{
    /// <summary>Faults of a number of resamples.</summary>
    public static IEnumerable<string> Samples(int samples)
    {
        if (samples < 0)
        {
            yield return $"bootstrap_samples: expected 0 (no intervals) or more, found {samples}.";
        }
    }

    /// <summary>Faults of the longest response time.</summary>
    public static IEnumerable<string> ResponseTime(double milliseconds)
    {
        if (!(milliseconds > 0))
        {
            yield return $"max_response_time_ms: expected a value above 0, found {milliseconds}.";
        }
    }

    /// <summary>Faults of the few-shot classifiers' options.</summary>
    public static IEnumerable<string> FewShot(IReadOnlyList<int> shots, int draws, IReadOnlyList<double> c)
    {
        if (shots.Any(shot => shot < 1))
        {
            yield return $"shots: expected values of 1 or more, found [{string.Join(", ", shots)}].";
        }

        if (draws < 1)
        {
            yield return $"draws: expected 1 or more, found {draws}.";
        }

        foreach (string fault in Penalties(c))
        {
            yield return fault;
        }
    }

    /// <summary>Faults of the penalties that a read-out chooses from.</summary>
    public static IEnumerable<string> Penalties(IReadOnlyList<double> c)
    {
        if (c.Count == 0 || !c.All(value => value > 0 && double.IsFinite(value)) || !c.SequenceEqual(c.Distinct().Order()))
        {
            yield return $"c: expected one value above 0 or more, ascending, found [{string.Join(", ", c)}].";
        }
    }
}
