using System.IO;
using AligNet.Domain;
using AligNet.Torch.Native;

// Arguments: the native folder, then a file with one library path a line.
try
{
    string[] sources = File.ReadAllLines(args[1]);
    foreach (string message in LibTorchFolder.Fill(args[0], sources, StandardCppLibrary.IsTooOld()))
    {
        Console.WriteLine(message);
    }

    return 0;
}
catch (ArtifactException fault)
{
    Console.WriteLine($"error ALIGNET: {fault.Message}");
    return 1;
}
