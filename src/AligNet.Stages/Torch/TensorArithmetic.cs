using TorchSharp;

namespace AligNet.Torch;

/// <summary>Arithmetic of tensors with numbers, safe from the garbage collector.</summary>
/// <remarks>TorchSharp hands numbers to libtorch as <see cref="Scalar"/> objects and reads their handles before the call. One that
/// nothing refers to any more, as from <c>a * 0.5</c> or from <c>a + b</c> (which passes the factor 1), can be finalised while libtorch
/// still reads it, when another thread's allocations start a collection: seen as "Expected false to be true" from Scalar::toFloat.
/// Here every Scalar lives until the call has returned. Use nothing else for numbers in code that runs every step.</remarks>
internal static class TensorArithmetic
{
    private static readonly Scalar One = 1;

    /// <summary>a + b.</summary>
    public static torch.Tensor Plus(this torch.Tensor a, torch.Tensor b) => a.add(b, One);

    /// <summary>a − number.</summary>
    public static torch.Tensor Minus(this torch.Tensor a, double number)
    {
        using Scalar scalar = number;
        return a.sub(scalar);
    }

    /// <summary>number · a.</summary>
    public static torch.Tensor Times(this torch.Tensor a, double number)
    {
        using Scalar scalar = number;
        return a.mul(scalar);
    }

    /// <summary>a / number.</summary>
    public static torch.Tensor DividedBy(this torch.Tensor a, double number)
    {
        using Scalar scalar = number;
        return a.div(scalar);
    }

    /// <summary>1 where a is above a number, else 0.</summary>
    public static torch.Tensor Above(this torch.Tensor a, double number)
    {
        using Scalar scalar = number;
        return a.gt(scalar);
    }

    /// <summary>a ← number · a.</summary>
    public static torch.Tensor Scale(this torch.Tensor a, double number)
    {
        using Scalar scalar = number;
        return a.mul_(scalar);
    }

    /// <summary>a ← a + number.</summary>
    public static torch.Tensor Increase(this torch.Tensor a, double number)
    {
        using Scalar scalar = number;
        return a.add_(scalar);
    }

    /// <summary>a ← a + number · b.</summary>
    public static torch.Tensor AddScaled(this torch.Tensor a, torch.Tensor b, double number)
    {
        using Scalar scalar = number;
        return a.add_(b, scalar);
    }

    /// <summary>a ← a + number · b · c.</summary>
    public static torch.Tensor AddScaledProduct(this torch.Tensor a, torch.Tensor b, torch.Tensor c, double number)
    {
        using Scalar scalar = number;
        return a.addcmul_(b, c, scalar);
    }

    /// <summary>a ← a + number · b / c.</summary>
    public static torch.Tensor AddScaledQuotient(this torch.Tensor a, torch.Tensor b, torch.Tensor c, double number)
    {
        using Scalar scalar = number;
        return a.addcdiv_(b, c, scalar);
    }
}
