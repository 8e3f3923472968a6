using System.Numerics.Tensors;
using AligNet.Domain;
using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>One subject's arrangement of images, kept so that measures of any subset of them cost little.</summary>
internal sealed class Geometry
{
    private readonly double[] _rsm;
    private readonly CentredGram _gram;
    private readonly int _images;
    private readonly IReadOnlyList<int> _components;
    private readonly int _kept;
    private readonly double[] _scores;

    /// <summary>Takes a subject.</summary>
    /// <param name="subject">Its model and setting.</param>
    /// <param name="rows">Its representations of n images, 2 or more.</param>
    /// <param name="components">Numbers of first components whose share is told.</param>
    public Geometry(Subject subject, Representations rows, IReadOnlyList<int> components)
    {
        (Model, Setting, _images, _components) = (subject.Model, subject.Setting, rows.Rows, components);
        _rsm = new double[checked(rows.Rows * rows.Rows)];
        Rsm.Compute(rows, SimilarityMeasure.Pearson, _rsm);
        _gram = new CentredGram(rows);
        PrincipalComponents found = Pca.Fit(rows, Math.Min(components.DefaultIfEmpty(0).Max(), Math.Min(rows.Rows, rows.Dim)));
        (Shares, _kept, _scores) = (found.ExplainedVarianceRatio, found.Count, found.Scores(rows));
    }

    /// <summary>"teacher" or "student".</summary>
    public string Model { get; }

    /// <summary>The setting.</summary>
    public string Setting { get; }

    /// <summary>Share of the variance along each component of all images, descending.</summary>
    public double[] Shares { get; }

    /// <summary>Pearson similarities of the pairs of some images, in the order of <see cref="Rsm.UpperTriangle(ReadOnlySpan{double}, int)"/>.</summary>
    public double[] Triangle(int[] images)
    {
        double[] pairs = new double[(int)((long)images.Length * (images.Length - 1) / 2)];
        int next = 0;
        for (int first = 0; first < images.Length; first++)
        {
            ReadOnlySpan<double> row = _rsm.AsSpan(images[first] * _images, _images);
            for (int second = first + 1; second < images.Length; second++)
            {
                pairs[next++] = row[images[second]];
            }
        }

        return pairs;
    }

    /// <summary>Inner products of some images about their own mean.</summary>
    public double[] Products(int[] images) => _gram.Of(images);

    /// <summary>For some images the share of each number of first components (their directions those of all images), then the participation ratio.</summary>
    /// <param name="images">The images.</param>
    /// <param name="products">What <see cref="Products"/> gives for them.</param>
    public double[] Spread(int[] images, double[] products)
    {
        double total = 0;
        for (int image = 0; image < images.Length; image++)
        {
            total += products[(image * images.Length) + image];
        }

        double[] along = new double[_kept];
        for (int component = 0; component < _kept; component++)
        {
            double sum = 0;
            double squares = 0;
            foreach (int image in images)
            {
                double score = _scores[(image * _kept) + component];
                sum += score;
                squares += score * score;
            }

            along[component] = squares - (sum * sum / images.Length);
        }

        // The nonzero eigenvalues of the products are those of the scatter.
        return [.. _components.Select(count => total > 0 ? along.Take(count).Sum() / total : double.NaN), total > 0 ? total * total / TensorPrimitives.SumOfSquares<double>(products) : double.NaN];
    }
}
