using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Tests.Artifacts;

public sealed class NpzFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alignet-npz-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_TwoArrays_ReadBackTheSame(bool compress)
    {
        string path = Write("a.npz", compress);

        using NpzFile file = NpzFile.Open(path);
        Assert.Equal(["similarities", "filenames"], file.Names);
        Assert.Equal([4, 3], file.Header("similarities").Shape);
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], file.Read("similarities").ToSingles());
        Assert.Equal(["x.jpg", "yy.jpg"], file.Read("filenames").ToStrings());
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes() =>
        Assert.Equal(File.ReadAllBytes(Write("a.npz", compress: true)), File.ReadAllBytes(Write("b.npz", compress: true)));

    [Fact]
    public void OpenStream_Rows_EndsAfterTheData()
    {
        using NpzFile file = NpzFile.Open(Write("a.npz", compress: true));
        using Stream stream = file.OpenStream("similarities", out NpyHeader header);

        byte[] rows = new byte[header.ByteCount];
        stream.ReadExactly(rows);
        Assert.Equal(-1, stream.ReadByte());
    }

    [Fact]
    public void Read_UnknownName_ListsWhatIsThere()
    {
        using NpzFile file = NpzFile.Open(Write("a.npz", compress: false));

        Assert.Contains("similarities, filenames", Assert.Throws<ArtifactException>(() => file.Read("indices")).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_OneByteFlipped_GivesTheSameOrAnArtifactException(bool compress)
    {
        string path = Write("a.npz", compress);
        byte[] whole = File.ReadAllBytes(path);
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x41;
            File.WriteAllBytes(path, damaged);
            try
            {
                using NpzFile file = NpzFile.Open(path);
                if (file.Names.Contains("similarities"))
                {
                    Assert.Equal(Expected, file.Read("similarities").ToSingles());
                }
            }
            catch (ArtifactException fault)
            {
                Assert.Contains(path, fault.Message);
            }
        }
    }

    [Fact]
    public void Open_EveryTruncation_IsRefused()
    {
        string path = Write("a.npz", compress: false);
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<ArtifactException>(() => NpzFile.Open(path).Dispose());
        }
    }

    private static float[] Expected => [.. Enumerable.Range(0, 12).Select(value => (float)value)];

    private string Write(string name, bool compress)
    {
        string path = Path.Combine(_folder.FullName, name);
        using var writer = new NpzWriter(path, compress);
        writer.Add("similarities", NpyArray.From<float>(Expected, 4, 3));
        writer.Add("filenames", NpyArray.From(["x.jpg", "yy.jpg"], 2));
        return path;
    }
}
