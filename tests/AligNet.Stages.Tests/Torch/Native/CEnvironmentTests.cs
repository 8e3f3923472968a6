using System.Runtime.InteropServices;
using AligNet.Torch.Native;

namespace AligNet.Tests.Torch.Native;

public sealed partial class CEnvironmentTests
{
    [Fact]
    public void Add_NewVariable_NativeLibrariesSeeIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The C library's names are Linux's.");
        string name = Unused();

        CEnvironment.Add(name, "grün");

        Assert.Equal("grün", Marshal.PtrToStringUTF8(Get(name)));
    }

    [Fact]
    public void Add_VariableThatIsThere_KeepsIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The C library's names are Linux's.");
        string name = Unused();

        CEnvironment.Add(name, "first");
        CEnvironment.Add(name, "second");

        Assert.Equal("first", Marshal.PtrToStringUTF8(Get(name)));
    }

    // What a thread sees that started to read before the variable was added: with C's setenv the list is freed under it.
    [Fact]
    public void Add_WhileAListIsRead_LeavesThatListAsItWas()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The C library's names are Linux's.");
        CEnvironment.Add(Unused(), "before");
        nint list = Marshal.ReadIntPtr(NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "environ"));
        List<string> seen = Read(list);

        for (int count = 0; count < 50; count++)
        {
            CEnvironment.Add(Unused(), "after");
        }

        Assert.Equal(seen, Read(list));
    }

    private static string Unused() => $"ALIGNET_TEST_{Guid.NewGuid():N}";

    private static List<string> Read(nint list)
    {
        var entries = new List<string>();
        for (nint entry; (entry = Marshal.ReadIntPtr(list)) != 0; list += nint.Size)
        {
            entries.Add(Marshal.PtrToStringUTF8(entry)!);
        }

        return entries;
    }

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Get(string name);
}
