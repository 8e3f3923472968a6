using System.Runtime.InteropServices;
using TorchSharp;

namespace AligNet.Torch;

/// <summary>Copies between managed memory and float32 tensors, on whatever device they are.</summary>
internal static class TensorMemory
{
    /// <summary>A new CPU or GPU tensor of a shape with these values.</summary>
    public static torch.Tensor Create(ReadOnlySpan<float> values, long[] shape, torch.Device device)
    {
        torch.Tensor host = torch.empty(shape);
        values.CopyTo(MemoryMarshal.Cast<byte, float>(host.bytes));
        return device.type == DeviceType.CPU ? host : host.to(device);
    }

    /// <summary>Overwrites a contiguous tensor.</summary>
    public static void Write(torch.Tensor tensor, ReadOnlySpan<float> values)
    {
        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        if (tensor.device_type == DeviceType.CPU)
        {
            values.CopyTo(MemoryMarshal.Cast<byte, float>(tensor.bytes));
        }
        else
        {
            tensor.copy_(Create(values, tensor.shape, torch.CPU));
        }
    }

    /// <summary>The values in row-major order.</summary>
    public static float[] Read(torch.Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        torch.Tensor host = tensor.detach().cpu().contiguous();
        return MemoryMarshal.Cast<byte, float>(host.bytes).ToArray();
    }
}
