using AligNet.Domain;
using AligNet.Torch.Native;
using TorchSharp;

namespace AligNet.Torch;

/// <summary>All parameters of a model in one contiguous float32 vector, with their gradients in another: an optimiser step is a
/// handful of operations on two vectors, whatever the number of parameters.</summary>
/// <remarks>Each parameter starts at a multiple of 64 bytes, as libtorch aligns its own; the gaps are 0 and stay 0.</remarks>
internal sealed class ParameterVector : IDisposable
{
    private const long Alignment = 16;
    private readonly List<(string Name, int[] Shape, long Offset, long Length)> _slots = [];
    private readonly Dictionary<string, torch.Tensor> _leaves = new(StringComparer.Ordinal);
    private readonly List<torch.Tensor> _gradientViews = [];

    /// <summary>Allocates the parameters, all 0.</summary>
    /// <param name="parameters">Names and shapes, in order.</param>
    /// <param name="device">Where they live.</param>
    /// <param name="trainable">Whether gradients are wanted.</param>
    public ParameterVector(IEnumerable<(string Name, int[] Shape)> parameters, torch.Device device, bool trainable)
    {
        LibTorchLoader.EnsureLoaded();
        long length = 0;
        foreach ((string name, int[] shape) in parameters)
        {
            long count = shape.Aggregate(1L, (product, extent) => product * extent);
            _slots.Add((name, shape, length, count));
            length += (count + Alignment - 1) / Alignment * Alignment;
        }

        Values = torch.zeros(length, device: device).DetachFromDisposeScope();
        Gradient = trainable ? torch.zeros(length, device: device).DetachFromDisposeScope() : null;
        foreach ((string name, int[] shape, long offset, long count) in _slots)
        {
            using var scope = torch.NewDisposeScope();
            long[] extents = [.. shape.Select(extent => (long)extent)];
            torch.Tensor leaf = Values.narrow(0, offset, count).view(extents).detach().DetachFromDisposeScope();
            _leaves.Add(name, leaf);
            if (Gradient is not null)
            {
                leaf.requires_grad_(true);
                torch.Tensor gradient = Gradient.narrow(0, offset, count).view(extents).DetachFromDisposeScope();
                leaf.grad = gradient;
                _gradientViews.Add(gradient);
            }
        }
    }

    /// <summary>The parameters, one after the other.</summary>
    public torch.Tensor Values { get; }

    /// <summary>Their gradients, filled by backward passes; null when not trainable.</summary>
    public torch.Tensor? Gradient { get; }

    /// <summary>The parameter of a name; it shares its memory with <see cref="Values"/>.</summary>
    public torch.Tensor this[string name] => _leaves[name];

    /// <summary>Whether there is such a parameter.</summary>
    public bool Has(string name) => _leaves.ContainsKey(name);

    /// <summary>Sets parameters by name; every one must be given with its shape, others are refused.</summary>
    /// <exception cref="ArgumentException">A parameter is missing, unknown or of another shape.</exception>
    public void Fill(IEnumerable<NamedTensor> tensors)
    {
        float[] flat = new float[Values.numel()];
        var missing = _slots.ToDictionary(slot => slot.Name, StringComparer.Ordinal);
        foreach (NamedTensor tensor in tensors)
        {
            if (!missing.Remove(tensor.Name, out var slot) || !slot.Shape.SequenceEqual(tensor.Shape))
            {
                throw new ArgumentException($"The model has no parameter {tensor}, or it was given twice.", nameof(tensors));
            }

            tensor.Values.CopyTo(flat, slot.Offset);
        }

        if (missing.Count > 0)
        {
            throw new ArgumentException($"The parameter '{missing.Keys.First()}' is not among the weights.", nameof(tensors));
        }

        TensorMemory.Write(Values, flat);
    }

    /// <summary>A vector beside <see cref="Values"/> with one number for all entries of a parameter.</summary>
    public torch.Tensor PerEntry(Func<string, float> number)
    {
        float[] flat = new float[Values.numel()];
        foreach ((string name, int[] _, long offset, long length) in _slots)
        {
            flat.AsSpan((int)offset, (int)length).Fill(number(name));
        }

        return TensorMemory.Create(flat, [flat.Length], Values.device);
    }

    /// <summary>Copies of the parameters whose names pass the filter, in order.</summary>
    public IReadOnlyList<NamedTensor> Export(Func<string, bool> filter)
    {
        float[] flat = TensorMemory.Read(Values);
        return [.. _slots.Where(slot => filter(slot.Name))
            .Select(slot => new NamedTensor(slot.Name, slot.Shape, flat.AsSpan((int)slot.Offset, (int)slot.Length).ToArray()))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (torch.Tensor tensor in _leaves.Values.Concat(_gradientViews))
        {
            tensor.Dispose();
        }

        Values.Dispose();
        Gradient?.Dispose();
    }
}
