namespace AligNet.Domain;

/// <summary>One named array of a model's weights, as float32.</summary>
public sealed class NamedTensor
{
    /// <summary>Wraps values; they are not copied.</summary>
    /// <param name="name">Name in the checkpoint, e.g. "blocks.0.attn.qkv.weight".</param>
    /// <param name="shape">Extents, outermost first; empty for a scalar.</param>
    /// <param name="values">Row-major values; as many as the product of the extents.</param>
    /// <exception cref="ArgumentException">The count of values does not fit the shape, or an extent is negative.</exception>
    public NamedTensor(string name, IReadOnlyList<int> shape, float[] values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(values);
        if (shape.Any(extent => extent < 0) || shape.Aggregate(1L, (product, extent) => product * extent) != values.LongLength)
        {
            throw new ArgumentException($"{name}: {values.Length} values do not form the shape {ShapeText(shape)}.", nameof(values));
        }

        (Name, Shape, Values) = (name, [.. shape], values);
    }

    /// <summary>Name in the checkpoint.</summary>
    public string Name { get; }

    /// <summary>Extents, outermost first.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Row-major values.</summary>
    public float[] Values { get; }

    /// <summary>A shape for messages, e.g. "[3, 224, 224]".</summary>
    public static string ShapeText(IReadOnlyList<int> shape) => $"[{string.Join(", ", shape)}]";

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {ShapeText(Shape)}";
}
