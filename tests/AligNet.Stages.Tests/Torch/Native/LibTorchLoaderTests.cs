using System.IO;
using AligNet.Torch.Native;
using TorchSharp;

namespace AligNet.Tests.Torch.Native;

public sealed class LibTorchLoaderTests
{
    [Fact]
    public void EnsureLoaded_OnThisMachine_TorchSharpComputes()
    {
        LibTorchLoader.EnsureLoaded();
        using torch.Tensor sum = torch.ones(3, 4).sum();
        Assert.Equal(12, sum.item<float>());
    }

    [Fact]
    public void FindFolder_PointerAboveTheProgram_IsRelativeToThePointer()
    {
        string root = Directory.CreateTempSubdirectory("alignet-pointer-").FullName;
        try
        {
            string program = Directory.CreateDirectory(Path.Combine(root, "bin", "deep")).FullName;
            File.WriteAllText(Path.Combine(root, "bin", LibTorchFolder.PointerName), "../native/Debug\n");

            Assert.Equal(Path.Combine(root, "native", "Debug"), LibTorchLoader.FindFolder(program, null));
            Assert.Equal(Path.GetFullPath("/elsewhere"), LibTorchLoader.FindFolder(program, "/elsewhere"));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void EnsureLoaded_OutputFolder_HasNoCopyOfLibTorch()
    {
        Assert.Empty(Directory.EnumerateFiles(AppContext.BaseDirectory, "*torch_cpu*", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFiles(AppContext.BaseDirectory, "*LibTorchSharp*", SearchOption.AllDirectories));
    }
}
