using System.Numerics.Tensors;
using AligNet.Domain;

namespace AligNet.Numerics.Metrics;

/// <summary>Multinomial logistic regression, run to the optimum.</summary>
/// <remarks>Minimises C·Σ log-losses + ½‖W‖², intercepts unpenalised: scikit-learn's LogisticRegression with its lbfgs solver, which itself
/// stops early. (With two classes scikit-learn fits one weight vector instead of two; this does not.) L-BFGS after J. Nocedal and
/// S. J. Wright, Numerical Optimization (2006), algorithm 7.4, with a nearly exact line search, which costs no matrix product here.</remarks>
public static class LogisticRegression
{
    private const int Memory = 12;
    private const double SlopeReduction = 0.1;

    /// <summary>Fits a classifier.</summary>
    /// <param name="rows">n representations.</param>
    /// <param name="labels">n classes from 0 to <paramref name="classes"/> − 1, each of them present.</param>
    /// <param name="classes">Number of classes, 2 or more.</param>
    /// <param name="settings">Penalty and accuracy.</param>
    /// <exception cref="ArgumentException">A label is out of range, a class has no example, a representation is not finite, or the
    /// settings are out of range.</exception>
    public static LogisticRegressionFit Fit(Representations rows, ReadOnlySpan<int> labels, int classes, LogisticRegressionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return FitAll(rows, labels, classes, settings, [settings.C])[0];
    }

    /// <summary>Fits a classifier for each of several penalties. Each fit starts from the one before, so that neighbours in the list should be near each
    /// other.</summary>
    /// <param name="rows">n representations.</param>
    /// <param name="labels">n classes from 0 to <paramref name="classes"/> − 1, each of them present.</param>
    /// <param name="classes">Number of classes, 2 or more.</param>
    /// <param name="settings">Accuracy; its C is not used.</param>
    /// <param name="c">The values of <see cref="LogisticRegressionSettings.C"/>.</param>
    /// <returns>The fits in the order of <paramref name="c"/>.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Fit"/>.</exception>
    public static LogisticRegressionFit[] FitAll(Representations rows, ReadOnlySpan<int> labels, int classes, LogisticRegressionSettings settings, IReadOnlyList<double> c)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(c);
        foreach (double value in c)
        {
            Check(rows, labels, classes, settings with { C = value });
        }

        var problem = new LogisticProblem(rows, labels.ToArray(), classes);
        LogisticVector point = problem.NewVector();
        double[] scores = new double[problem.Examples * problem.Classes];
        var fits = new LogisticRegressionFit[c.Count];
        for (int index = 0; index < fits.Length; index++)
        {
            problem.C = c[index];
            fits[index] = Minimise(problem, settings, point, scores);
        }

        return fits;
    }

    /// <summary>Moves a point and its scores to the optimum.</summary>
    private static LogisticRegressionFit Minimise(LogisticProblem problem, LogisticRegressionSettings settings, LogisticVector point, double[] scores)
    {
        double[] direction = new double[scores.Length];
        double[] trial = new double[scores.Length];
        double[] residuals = new double[scores.Length];
        LogisticVector gradient = problem.NewVector();
        LogisticVector step = problem.NewVector();
        var pairs = new List<(LogisticVector Step, LogisticVector Change, double Inner)>(Memory);
        double objective = problem.Loss(scores, residuals) + (0.5 * point.WeightsInner(point));
        problem.Gradient(point, residuals, gradient);
        for (int iteration = 0; ; iteration++)
        {
            double norm = Math.Sqrt(Math.Max(gradient.Inner(gradient), 0));
            bool converged = norm <= settings.Tolerance * Math.Max(1, Math.Sqrt(Math.Max(point.WeightsInner(point), 0)));
            if (converged || iteration == settings.MaxIterations)
            {
                return new LogisticRegressionFit(problem.Classifier(point), objective, norm, iteration, converged);
            }

            Descend(gradient, pairs, step);
            problem.Score(step, direction);
            if (!Search(problem, point, step, scores, direction, trial, residuals, ref objective, out double length1))
            {
                // Rounding hides the descent: this is as near as float64 gets.
                return new LogisticRegressionFit(problem.Classifier(point), objective, norm, iteration, false);
            }

            Remember(problem, point, gradient, step, length1, residuals, pairs);
        }
    }

    /// <summary>The L-BFGS direction −H·gradient.</summary>
    private static void Descend(LogisticVector gradient, List<(LogisticVector Step, LogisticVector Change, double Inner)> pairs, LogisticVector step)
    {
        step.Set(gradient, -1);
        Span<double> weights = stackalloc double[Memory];
        for (int index = pairs.Count - 1; index >= 0; index--)
        {
            weights[index] = pairs[index].Step.Inner(step) / pairs[index].Inner;
            step.Add(pairs[index].Change, -weights[index]);
        }

        if (pairs.Count > 0)
        {
            (_, LogisticVector change, double inner) = pairs[^1];
            step.Set(step, inner / change.Inner(change));
        }

        for (int index = 0; index < pairs.Count; index++)
        {
            step.Add(pairs[index].Step, weights[index] - (pairs[index].Change.Inner(step) / pairs[index].Inner));
        }
    }

    /// <summary>Minimises the (convex) objective along a direction by Newton's method kept inside a bracket; moves point, scores and
    /// residuals there.</summary>
    private static bool Search(
        LogisticProblem problem, LogisticVector point, LogisticVector step, double[] scores, double[] direction, double[] trial, double[] residuals,
        ref double objective, out double length)
    {
        double linear = point.WeightsInner(step);
        double quadratic = step.WeightsInner(step);
        double penalty = 0.5 * point.WeightsInner(point);
        (double slope, double curvature) = problem.Along(residuals, direction);
        double start = slope + linear;
        length = 0;
        if (!(start < 0))
        {
            return false;
        }

        double low = 0;
        double high = double.PositiveInfinity;
        double next = -start / (curvature + quadratic);
        for (int attempt = 0; attempt < 60; attempt++)
        {
            length = next;
            TensorPrimitives.MultiplyAdd(direction, length, scores, trial);
            double value = problem.Loss(trial, residuals) + penalty + (length * linear) + (0.5 * length * length * quadratic);
            (slope, curvature) = problem.Along(residuals, direction);
            slope += linear + (length * quadratic);
            // A small slope beyond the minimum does not rule out a long climb; the value does.
            if (Math.Abs(slope) <= SlopeReduction * -start && value <= objective + (1e-12 * Math.Abs(objective)))
            {
                objective = value;
                trial.CopyTo(scores, 0);
                point.Add(step, length);
                return true;
            }

            (low, high) = slope < 0 ? (length, high) : (low, length);
            next = length - (slope / (curvature + quadratic));
            if (!(next > low && next < high))
            {
                next = double.IsInfinity(high) ? 4 * length : 0.5 * (low + high);
            }
        }

        return false;
    }

    /// <summary>Computes the new gradient and keeps the pair (step, change of gradient).</summary>
    private static void Remember(
        LogisticProblem problem, LogisticVector point, LogisticVector gradient, LogisticVector step, double length, double[] residuals,
        List<(LogisticVector Step, LogisticVector Change, double Inner)> pairs)
    {
        (LogisticVector kept, LogisticVector change) = (problem.NewVector(), problem.NewVector());
        if (pairs.Count == Memory)
        {
            (kept, change, _) = pairs[0];
            pairs.RemoveAt(0);
        }

        kept.Set(step, length);
        change.Set(gradient, -1);
        problem.Gradient(point, residuals, gradient);
        change.Add(gradient, 1);
        double inner = kept.Inner(change);
        if (inner > 0)
        {
            pairs.Add((kept, change, inner));
        }
    }

    private static void Check(Representations rows, ReadOnlySpan<int> labels, int classes, LogisticRegressionSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (labels.Length != rows.Rows)
        {
            throw new ArgumentException($"Expected one label for each of {rows.Rows} rows, got {labels.Length}.", nameof(labels));
        }

        if (!(settings.C > 0) || !double.IsFinite(settings.C) || !(settings.Tolerance > 0) || settings.MaxIterations < 1)
        {
            throw new ArgumentException($"Expected C and tolerance above 0 and at least one iteration, got {settings}.", nameof(settings));
        }

        if (rows.FirstNonFinite() is (int row, int column))
        {
            throw new ArgumentException($"The representation of row {row} is not finite in column {column}.", nameof(rows));
        }

        int[] counts = new int[classes];
        foreach (int label in labels)
        {
            if ((uint)label >= (uint)classes)
            {
                throw new ArgumentException($"Expected labels from 0 to {classes - 1}, found {label}.", nameof(labels));
            }

            counts[label]++;
        }

        int missing = counts.IndexOf(0);
        if (missing >= 0)
        {
            throw new ArgumentException($"Class {missing} has no example, so its intercept has no optimum.", nameof(labels));
        }
    }
}
