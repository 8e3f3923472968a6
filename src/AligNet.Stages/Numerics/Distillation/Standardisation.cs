using AligNet.Domain;

namespace AligNet.Numerics.Distillation;

/// <summary>The two scalars that bring a whole matrix of representations to mean 0 and standard deviation 1.</summary>
/// <remarks>Source: METHOD section 2; gLocal standardises with one mean and one (population) standard deviation over all entries, not per column.</remarks>
public static class Standardisation
{
    /// <summary>Mean and population standard deviation over all entries.</summary>
    /// <exception cref="StageException">An entry is not finite, or all entries are equal.</exception>
    public static (double Mean, double Std) Of(Representations representations)
    {
        ArgumentNullException.ThrowIfNull(representations);
        if (representations.FirstNonFinite() is (int badRow, int badColumn))
        {
            throw new StageException($"Representations: row {badRow}, column {badColumn} is {representations.Row(badRow)[badColumn]}; finite values expected. Check the encoder and the image of that row.");
        }

        double count = (double)representations.Rows * representations.Dim;
        double mean = Sum(representations, value => value) / count;
        double std = Math.Sqrt(Sum(representations, value => (value - mean) * (value - mean)) / count);
        return std > 0
            ? (mean, std)
            : throw new StageException($"Representations: all {representations.Rows} × {representations.Dim} entries are {mean}; they cannot be standardised. Check the encoder's output layer.");
    }

    private static double Sum(Representations representations, Func<double, double> term)
    {
        double total = 0;
        for (int row = 0; row < representations.Rows; row++)
        {
            double line = 0;
            foreach (float value in representations.Row(row))
            {
                line += term(value);
            }

            total += line;
        }

        return total;
    }
}
