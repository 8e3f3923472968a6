using AligNet.Numerics.LinearAlgebra;

namespace AligNet.Numerics.Distillation;

/// <summary>The data of one fit: training rows and triplets, and optionally validation ones, in the basis that the fit works in.</summary>
internal sealed class UdProblem
{
    private readonly double[] _ones;
    private readonly double[] _x;
    private readonly double[] _validationX;
    private readonly double[] _residualProducts;
    private readonly int _validationRows;

    /// <summary>Chooses the basis and brings everything into it.</summary>
    /// <param name="rows">Standardised representations of all objects, objects × dim.</param>
    /// <param name="dim">Width.</param>
    /// <param name="trainObjects">Objects to fit on.</param>
    /// <param name="train">Their triplets.</param>
    /// <param name="validationObjects">Objects to validate on.</param>
    /// <param name="validation">Their triplets.</param>
    /// <param name="reduce">Whether to work in the span of the training rows when it is smaller than the space.</param>
    public UdProblem(double[] rows, int dim, int[] trainObjects, UdTriplets train, int[] validationObjects, UdTriplets validation, bool reduce)
    {
        double[] trainRows = Select(rows, dim, trainObjects);
        double[] validationRows = Select(rows, dim, validationObjects);
        Basis = reduce && trainObjects.Length + 1 < dim ? SubspaceBasis.Of(trainRows, dim) : SubspaceBasis.Whole(dim);
        double[] ones = new double[dim];
        ones.AsSpan().Fill(1);
        _ones = Basis.Coordinates(ones);
        _x = Basis.Coordinates(trainRows);
        _validationX = Basis.Coordinates(validationRows);
        _residualProducts = Basis.ResidualProducts(validationRows, _validationX);
        _validationRows = validationObjects.Length;
        Train = train.Renumber(trainObjects);
        Validation = validation.Renumber(validationObjects);
    }

    /// <summary>The basis.</summary>
    public SubspaceBasis Basis { get; }

    /// <summary>Training triplets, numbered by training rows.</summary>
    public UdTriplets Train { get; }

    /// <summary>Validation triplets, numbered by validation rows.</summary>
    public UdTriplets Validation { get; }

    /// <summary>A model at its start values.</summary>
    public UdModel NewModel(UdSettings settings, double lambda, SpinTeam? team = null) => new(settings, lambda, _ones, Basis.Complement, _x.Length / Basis.Size, team);

    /// <summary>One pass over the training triplets in the order of a seed.</summary>
    /// <returns>Mean data loss over triplets, each before its step.</returns>
    public double RunEpoch(UdModel model, UdSettings settings, int epoch, ulong seed, CancellationToken cancellation)
    {
        UdTriplets shuffled = Train.Shuffle(StageSeed.For($"epoch {epoch}", seed));
        double rate = settings.LearningRateAt(epoch);
        double total = 0;
        for (int start = 0; start < shuffled.Count; start += settings.BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(settings.BatchSize, shuffled.Count - start);
            total += count * model.DataTerm(_x, shuffled.Triplets.AsSpan(start, count), settings.Loss == UdLoss.Soft ? shuffled.Targets.AsSpan(3 * start, 3 * count) : default);
            model.Update(rate, model.AddPenaltyGradient());
        }

        return total / shuffled.Count;
    }

    /// <summary>Data loss and odd-one-out accuracy (ties wrong) on the validation triplets.</summary>
    public (double Loss, double Accuracy) Validate(UdModel model, UdLoss loss)
    {
        double[] y = new double[_validationX.Length];
        model.Transform(_validationX, _validationRows, y);
        double[] products = new double[_validationRows * _validationRows];
        MatrixProduct.Multiply(y, _validationRows, new PackedMatrix<double>().PackTransposed(y, Basis.Size, _validationRows), products);
        for (int at = 0; at < _residualProducts.Length; at++)
        {
            products[at] += model.ComplementScale * model.ComplementScale * _residualProducts[at];
        }

        return Validation.Evaluate(products, _validationRows, loss);
    }

    private static double[] Select(double[] rows, int dim, int[] objects)
    {
        double[] selected = new double[objects.Length * dim];
        for (int index = 0; index < objects.Length; index++)
        {
            rows.AsSpan(objects[index] * dim, dim).CopyTo(selected.AsSpan(index * dim));
        }

        return selected;
    }
}
