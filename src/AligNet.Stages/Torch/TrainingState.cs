using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AligNet.Domain;
using TorchSharp;

namespace AligNet.Torch;

/// <summary>What a training run carries from step to step: parameters, their start, Adam's moments and the number of steps done.</summary>
internal sealed class TrainingState : IDisposable
{
    private readonly AdamTowardsStart _adam;
    private readonly string _identity;

    /// <summary>Begins at given weights.</summary>
    /// <param name="weights">Every trained parameter.</param>
    /// <param name="device">Where they live.</param>
    /// <param name="adam">Decay of both moments, and epsilon.</param>
    /// <param name="towardsZero">Whether the point of rest is 0 instead of these weights.</param>
    /// <param name="identity">Text that tells this run from others; the weights' digest is added to it.</param>
    public TrainingState(
        IReadOnlyList<NamedTensor> weights, torch.Device device, (double Beta1, double Beta2, double Epsilon) adam, bool towardsZero, string identity)
    {
        Parameters = new ParameterVector(weights.Select(tensor => (tensor.Name, tensor.Shape.ToArray())), device, trainable: true);
        Parameters.Fill(weights);
        Start = (towardsZero ? torch.zeros_like(Parameters.Values) : Parameters.Values.clone()).DetachFromDisposeScope();
        _adam = new AdamTowardsStart(Parameters.Values, adam.Beta1, adam.Beta2, adam.Epsilon);
        byte[] digest = SHA256.HashData(MemoryMarshal.AsBytes(TensorMemory.Read(Parameters.Values).AsSpan()));
        _identity = $"{identity} start {Convert.ToHexStringLower(digest)} {string.Join(' ', weights)}";
    }

    /// <summary>The parameters and their gradients.</summary>
    public ParameterVector Parameters { get; }

    /// <summary>Where the decay pulls to.</summary>
    public torch.Tensor Start { get; }

    /// <summary>Updates made.</summary>
    public int Steps { get; private set; }

    /// <summary>Euclidean norm of the gradient; above <paramref name="clip"/> (if that is not 0) the gradient is scaled down to it.</summary>
    public double ClipGradient(double clip)
    {
        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        double norm = Parameters.Gradient!.norm().item<float>();
        if (clip > 0 && norm > clip)
        {
            Parameters.Gradient.Scale(clip / norm);
        }

        return norm;
    }

    /// <summary>One update with the gradient, which is then cleared.</summary>
    /// <param name="learningRate">Rate of this update.</param>
    /// <param name="decay">Pull towards <see cref="Start"/>: one number, or a vector of one an entry.</param>
    public void Update(double learningRate, torch.Tensor decay)
    {
        _adam.Update(Parameters.Values, Parameters.Gradient!, Steps, learningRate, Start, decay);
        Parameters.Gradient!.zero_();
        Steps++;
    }

    /// <summary>Saves what <see cref="Load"/> needs.</summary>
    public void Save(string folder) => new TrainingCheckpoint(_identity, Steps, [.. States().Select(TensorMemory.Read)]).Save(folder);

    /// <summary>Continues from a folder's checkpoint; false when it has none.</summary>
    /// <exception cref="ArtifactException">The checkpoint is damaged or of another run.</exception>
    public bool Load(string folder)
    {
        if (TrainingCheckpoint.Read(folder, _identity) is not { } checkpoint)
        {
            return false;
        }

        foreach ((torch.Tensor state, float[] values) in States().Zip(checkpoint.Vectors))
        {
            TensorMemory.Write(state, values);
        }

        Steps = checkpoint.Step;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Parameters.Dispose();
        Start.Dispose();
        _adam.Dispose();
    }

    private torch.Tensor[] States() => [Parameters.Values, _adam.FirstMoment, _adam.SecondMoment];
}
