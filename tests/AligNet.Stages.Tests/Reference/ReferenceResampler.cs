using AligNet.Imaging;

namespace AligNet.Tests.Reference;

/// <summary>Antialiased resizing in one two-dimensional sum in double precision, from the definition of the kernels.</summary>
internal static class ReferenceResampler
{
    public static double[] Resize(RgbImage image, int width, int height, Func<double, double> kernel, double support)
    {
        double[] result = new double[width * height * 3];
        for (int channel = 0; channel < 3; channel++)
        {
            float[] plane = [.. Enumerable.Range(0, image.Width * image.Height).Select(pixel => (float)image.Pixels[(pixel * 3) + channel])];
            double[] resized = Resize(plane, image.Width, width, height, kernel, support);
            for (int pixel = 0; pixel < resized.Length; pixel++)
            {
                result[(pixel * 3) + channel] = resized[pixel];
            }
        }

        return result;
    }

    /// <summary>The same of one plane of values.</summary>
    public static double[] Resize(float[] plane, int planeWidth, int width, int height, Func<double, double> kernel, double support)
    {
        double[] result = new double[width * height];
        double[][] columns = [.. Enumerable.Range(0, width).Select(x => Weights(planeWidth, width, x, kernel, support))];
        for (int y = 0; y < height; y++)
        {
            double[] rows = Weights(plane.Length / planeWidth, height, y, kernel, support);
            int[] touched = [.. Enumerable.Range(0, rows.Length).Where(row => rows[row] != 0)];
            for (int x = 0; x < width; x++)
            {
                foreach (int row in touched)
                {
                    for (int column = 0; column < planeWidth; column++)
                    {
                        result[(y * width) + x] += rows[row] * columns[x][column] * plane[(row * planeWidth) + column];
                    }
                }
            }
        }

        return result;
    }

    public static double Triangle(double x) => Math.Max(0, 1 - Math.Abs(x));

    public static double Box(double x) => x is > -0.5 and <= 0.5 ? 1 : 0;

    public static double Cubic(double x)
    {
        x = Math.Abs(x);
        return x < 1 ? (1.5 * x * x * x) - (2.5 * x * x) + 1 : x < 2 ? (-0.5 * x * x * x) + (2.5 * x * x) - (4 * x) + 2 : 0;
    }

    private static double[] Weights(int inputs, int outputs, int output, Func<double, double> kernel, double support)
    {
        double scale = (double)inputs / outputs;
        double stretch = Math.Max(1, scale);
        double centre = ((output + 0.5) * scale) - 0.5;
        double[] weights = [.. Enumerable.Range(0, inputs)
            .Select(input => Math.Abs(input - centre) <= support * stretch ? kernel((input - centre) / stretch) : 0)];
        return [.. weights.Select(weight => weight / weights.Sum())];
    }
}
