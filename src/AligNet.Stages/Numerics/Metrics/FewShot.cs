using System.Runtime.ExceptionServices;
using AligNet.Domain;

namespace AligNet.Numerics.Metrics;

/// <summary>Few-shot classification: a linear classifier on frozen representations, trained on a few examples a class.</summary>
/// <remarks>Source: METHOD section 8.5.</remarks>
public static class FewShot
{
    /// <summary>Draws the same number of examples of each class, without repeats.</summary>
    /// <param name="labels">The class of every row, from 0 to <paramref name="classes"/> − 1; rows outside the pool may hold anything.</param>
    /// <param name="pool">Rows to draw from.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="shots">Examples a class.</param>
    /// <param name="generator">Where randomness comes from.</param>
    /// <returns>classes × shots rows, class after class.</returns>
    /// <exception cref="ArgumentException">A class has fewer examples than wanted, or a label is out of range.</exception>
    public static int[] Draw(ReadOnlySpan<int> labels, ReadOnlySpan<int> pool, int classes, int shots, Pcg32 generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(shots, 1);
        int[] order = pool.ToArray();
        generator.Shuffle(order.AsSpan());
        int[] drawn = new int[checked(classes * shots)];
        int[] counts = new int[classes];
        foreach (int row in order)
        {
            int label = labels[row];
            if ((uint)label >= (uint)classes)
            {
                throw new ArgumentException($"Row {row} has the label {label}; expected 0 to {classes - 1}.", nameof(labels));
            }

            if (counts[label] < shots)
            {
                drawn[(label * shots) + counts[label]++] = row;
            }
        }

        for (int label = 0; label < classes; label++)
        {
            if (counts[label] < shots)
            {
                throw new ArgumentException($"Class {label} has {counts[label]} examples, {shots} are needed.", nameof(labels));
            }
        }

        return drawn;
    }

    /// <summary>Test accuracy of each draw, in [0, 1]; mean and spread over draws are the caller's.</summary>
    /// <param name="rows">All representations.</param>
    /// <param name="labels">The class of every row, from 0 to <paramref name="classes"/> − 1; rows outside pool and test may hold anything.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="pool">Rows to draw examples from.</param>
    /// <param name="test">Rows to test on; those drawn as examples are left out of that draw's test.</param>
    /// <param name="settings">Shots, draws, seed, classifier.</param>
    /// <returns>One accuracy a draw; draw i uses the seed's stream i, so that it does not depend on the number of draws.</returns>
    /// <exception cref="ArgumentException">A class has too few examples, nothing is left to test on, or a label is out of range.</exception>
    public static double[] Accuracies(
        Representations rows, ReadOnlySpan<int> labels, int classes, ReadOnlySpan<int> pool, ReadOnlySpan<int> test, FewShotSettings settings)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Draws, 1);
        if (labels.Length != rows.Rows)
        {
            throw new ArgumentException($"Expected one label for each of {rows.Rows} rows, got {labels.Length}.", nameof(labels));
        }

        double[] accuracies = new double[settings.Draws];
        (int[] all, int[] from, int[] tested) = (labels.ToArray(), pool.ToArray(), test.ToArray());
        Exception?[] faults = new Exception?[settings.Draws];
        Parallel.For(0, accuracies.Length, draw =>
        {
            try
            {
                int[] examples = Draw(all, from, classes, settings.Shots, new Pcg32(settings.Seed, (ulong)draw));
                var used = new HashSet<int>(examples);
                int[] rest = [.. tested.Where(row => !used.Contains(row))];
                LinearClassifier classifier = Fit(rows.Select(examples), Of(all, examples), classes, settings, draw);
                accuracies[draw] = classifier.Accuracy(rows.Select(rest), Of(all, rest));
            }
            catch (ArgumentException fault)
            {
                // The fault of the lowest draw is the caller's, whichever thread was first.
                faults[draw] = fault;
            }
        });
        if (Array.Find(faults, fault => fault is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        return accuracies;
    }

    private static LinearClassifier Fit(Representations examples, int[] labels, int classes, FewShotSettings settings, int draw)
    {
        LogisticRegressionSettings classifier = settings.Classifier;
        if (settings.Regularisation is { } search)
        {
            classifier = classifier with { C = RegularisationChoice.Choose(examples, labels, classes, search with { Seed = search.Seed + (ulong)draw, Classifier = classifier with { Tolerance = search.Classifier.Tolerance } }).C };
        }

        return LogisticRegression.Fit(examples, labels, classes, classifier).Classifier;
    }

    private static int[] Of(ReadOnlySpan<int> labels, int[] rows)
    {
        int[] chosen = new int[rows.Length];
        for (int index = 0; index < rows.Length; index++)
        {
            chosen[index] = labels[rows[index]];
        }

        return chosen;
    }
}
