using AligNet.Domain;

namespace AligNet.Stages.Evaluate;

/// <summary>One mean and one standard deviation over all entries: representations of different models come to one scale for a
/// classifier's penalty, and nothing of the labels or of single columns is used.</summary>
/// <param name="Mean">The mean that is subtracted.</param>
/// <param name="Std">The standard deviation that divides; 1 where all entries are equal.</param>
internal readonly record struct ScalarStandardisation(double Mean, double Std)
{
    /// <summary>The mean and deviation of some rows: those that a classifier learns from.</summary>
    public static ScalarStandardisation Of(Representations rows)
    {
        (double sum, double squares) = (0, 0);
        for (int row = 0; row < rows.Rows; row++)
        {
            foreach (float value in rows.Row(row))
            {
                sum += value;
            }
        }

        double entries = (double)rows.Rows * rows.Dim;
        double mean = sum / entries;
        for (int row = 0; row < rows.Rows; row++)
        {
            foreach (float value in rows.Row(row))
            {
                squares += (value - mean) * (value - mean);
            }
        }

        double std = Math.Sqrt(squares / entries);
        return new ScalarStandardisation(mean, std > 0 ? std : 1);
    }

    /// <summary>The rows, standardised by their own mean and deviation.</summary>
    public static Representations Apply(Representations rows) => Of(rows).To(rows);

    /// <summary>Some rows on this scale.</summary>
    public Representations To(Representations rows)
    {
        float[] values = rows.ToArray();
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = (float)((values[index] - Mean) / Std);
        }

        return new Representations(values, rows.Rows, rows.Dim);
    }
}
