using AligNet.Domain;
using AligNet.Torch.Native;
using TorchSharp;

namespace AligNet.Torch;

/// <summary>Where tensors live and how many threads work on them.</summary>
public static class TorchDevice
{
    /// <summary>Sets the threads of libtorch for the whole process. Results repeat bit by bit only at the same number.</summary>
    /// <param name="threads">The number; 0 for one a processor.</param>
    public static void SetThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        LibTorchLoader.EnsureLoaded();
        torch.set_num_threads(threads == 0 ? Environment.ProcessorCount : threads);
    }

    /// <summary>A device by name.</summary>
    /// <param name="name">"cpu", "cuda", or "auto" for CUDA where it is there, else the CPU.</param>
    /// <exception cref="OptionsException">Another name, or CUDA where there is none.</exception>
    internal static torch.Device Choose(string name)
    {
        LibTorchLoader.EnsureLoaded();
        return name switch
        {
            "cpu" => torch.CPU,
            "auto" => torch.cuda_is_available() ? torch.CUDA : torch.CPU,
            "cuda" when torch.cuda_is_available() => torch.CUDA,
            "cuda" => throw new OptionsException("device: 'cuda' was asked for, but libtorch finds no CUDA device. "
                + "Build with -p:Accelerator=cuda on a machine with an NVIDIA driver, or use device 'cpu'."),
            _ => throw new OptionsException($"device: '{name}' found, expected 'auto', 'cpu' or 'cuda'."),
        };
    }
}
