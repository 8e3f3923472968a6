using System.Runtime.InteropServices;
using System.Text;

namespace AligNet.Torch.Native;

/// <summary>
/// The environment variables as native libraries read them, which .NET's own setter does not reach. C's <c>setenv</c> must not be called in a process
/// with several threads: its second new variable moves the list and frees the old one while another thread may be reading it, and not all calls are
/// ours (libvips adds a variable when it starts). So a variable is added here with a new list, and no list is ever freed.
/// </summary>
internal static unsafe class CEnvironment
{
    private static readonly Lock OneAtATime = new();

    /// <summary>Adds a variable, unless there is one of that name. Reading at the same time is safe from every thread; a variable
    /// that a native library adds at the very same moment may be lost.</summary>
    /// <exception cref="EntryPointNotFoundException">The C library has no list of that name: it is not Linux's.</exception>
    public static void Add(string name, string value)
    {
        lock (OneAtATime)
        {
            // As the program sees it, not the C library: a program may hold the list itself, and the C library then uses the program's.
            byte*** list = (byte***)NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "environ");
            byte** old = *list;
            byte[] start = Encoding.UTF8.GetBytes(name + "=");
            int count = 0;
            for (; old is not null && old[count] is not null; count++)
            {
                if (MemoryMarshal.CreateReadOnlySpanFromNullTerminated(old[count]).StartsWith(start))
                {
                    return;
                }
            }

            byte** added = (byte**)NativeMemory.Alloc((nuint)count + 2, (nuint)sizeof(byte*));
            new ReadOnlySpan<nint>(old, count).CopyTo(new Span<nint>(added, count));
            added[count] = (byte*)Marshal.StringToCoTaskMemUTF8($"{name}={value}");
            added[count + 1] = null;
            Volatile.Write(ref *(nint*)list, (nint)added);
        }
    }
}
