using AligNet.Domain;

namespace AligNet.Numerics.Metrics;

/// <summary>The weight of the data against the penalty that predicts held-out training examples best.</summary>
/// <param name="C">The chosen value.</param>
/// <param name="Accuracies">Share of held-out examples predicted rightly, one a candidate; empty when nothing could be held out.</param>
/// <param name="LogLosses">Mean −log probability of the right class of held-out examples, nats; one a candidate.</param>
public sealed record RegularisationChoice(double C, double[] Accuracies, double[] LogLosses)
{
    /// <summary>Chooses by stratified k-fold cross-validation: highest accuracy, of equal ones the lowest log-loss, of equal ones the strongest penalty. No
    /// test example is seen.</summary>
    /// <param name="rows">n training representations.</param>
    /// <param name="labels">n classes from 0 to <paramref name="classes"/> − 1, each present.</param>
    /// <param name="classes">Number of classes, 2 or more.</param>
    /// <param name="settings">Candidates, folds, seed.</param>
    /// <exception cref="ArgumentException">No candidate, or <see cref="LogisticRegression.Fit"/> refuses the data.</exception>
    public static RegularisationChoice Choose(Representations rows, ReadOnlySpan<int> labels, int classes, RegularisationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Grid.Count == 0 || settings.Grid.Any(c => !(c > 0)) || labels.Length != rows.Rows)
        {
            throw new ArgumentException($"Expected candidates above 0 and one label for each of {rows.Rows} rows, got {settings.Grid.Count} and {labels.Length}.", nameof(settings));
        }

        int[] all = labels.ToArray();
        int rarest = Enumerable.Range(0, classes).Min(label => all.Count(found => found == label));
        int folds = Math.Min(settings.Folds, rarest);
        if (folds < 2)
        {
            return new RegularisationChoice(settings.Classifier.C, [], []);
        }

        int[] fold = StratifiedFolds.Draw(all, folds, settings.Seed);
        double[] right = new double[settings.Grid.Count];
        double[] losses = new double[settings.Grid.Count];
        for (int held = 0; held < folds; held++)
        {
            int[] inside = [.. Enumerable.Range(0, all.Length).Where(row => fold[row] != held)];
            int[] outside = [.. Enumerable.Range(0, all.Length).Where(row => fold[row] == held)];
            (Representations train, Representations test) = (rows.Select(inside), rows.Select(outside));
            int[] known = [.. inside.Select(row => all[row])];
            LogisticRegressionFit[] fits = LogisticRegression.FitAll(train, known, classes, settings.Classifier, settings.Grid);
            for (int candidate = 0; candidate < right.Length; candidate++)
            {
                double[] probabilities = fits[candidate].Classifier.Probabilities(test);
                for (int place = 0; place < outside.Length; place++)
                {
                    ReadOnlySpan<double> line = probabilities.AsSpan(place * classes, classes);
                    int label = all[outside[place]];
                    right[candidate] += line.IndexOf(System.Numerics.Tensors.TensorPrimitives.Max(line)) == label ? 1.0 / all.Length : 0;
                    losses[candidate] -= Math.Log(Math.Max(line[label], double.Epsilon)) / all.Length;
                }
            }
        }

        int best = Enumerable.Range(0, right.Length).OrderByDescending(candidate => Math.Round(right[candidate] * all.Length))
            .ThenBy(candidate => losses[candidate]).ThenBy(candidate => settings.Grid[candidate]).First();
        return new RegularisationChoice(settings.Grid[best], right, losses);
    }
}
