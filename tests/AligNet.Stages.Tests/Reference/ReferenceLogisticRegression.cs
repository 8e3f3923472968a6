using AligNet.Domain;
using AligNet.Numerics.Metrics;

namespace AligNet.Tests.Reference;

/// <summary>Objective and gradient of a logistic regression from their definitions.</summary>
internal static class ReferenceLogisticRegression
{
    public static double[] Scores(ReadOnlySpan<float> row, LinearClassifier classifier)
    {
        double[] scores = classifier.Intercepts.ToArray();
        for (int index = 0; index < scores.Length; index++)
        {
            for (int column = 0; column < row.Length; column++)
            {
                scores[index] += classifier.Weights[(index * row.Length) + column] * row[column];
            }
        }

        return scores;
    }

    /// <summary>C·Σ log-losses + ½‖W‖², and the Euclidean norm of its gradient by the weights, intercepts moving along so that the scores of the
    /// mean example stay (which is what centred examples amount to).</summary>
    public static (double Objective, double GradientNorm) Objective(Representations rows, int[] labels, LinearClassifier classifier, double c)
    {
        double[] gradient = classifier.Weights.ToArray();
        double[] means = [.. Enumerable.Range(0, rows.Dim).Select(column => Enumerable.Range(0, rows.Rows).Average(row => (double)rows.Row(row)[column]))];
        double objective = 0.5 * gradient.Sum(weight => weight * weight);
        for (int row = 0; row < rows.Rows; row++)
        {
            double[] scores = Scores(rows.Row(row), classifier);
            double total = Math.Log(scores.Sum(score => Math.Exp(score)));
            objective += c * (total - scores[labels[row]]);
            for (int index = 0; index < scores.Length; index++)
            {
                double residual = c * (Math.Exp(scores[index] - total) - (labels[row] == index ? 1 : 0));
                for (int column = 0; column < rows.Dim; column++)
                {
                    gradient[(index * rows.Dim) + column] += residual * (rows.Row(row)[column] - means[column]);
                }
            }
        }

        return (objective, Math.Sqrt(gradient.Sum(value => value * value)));
    }
}
