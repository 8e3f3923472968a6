using System.IO;
using System.Security.Cryptography;
using AligNet.Domain;
using AligNet.Imaging;
using NetVips;

namespace AligNet.Tests.Imaging;

public sealed class ImageBatchLoaderTests : IDisposable
{
    private static readonly ImagePreprocessing Preprocessing = new() { ImageSize = 8, Mean = [0.1, 0.2, 0.3], Std = [0.5, 0.6, 0.7] };
    private readonly string _folder = Directory.CreateTempSubdirectory("alignet-images-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 4)]
    [InlineData(2, 100)]
    public void Batches_AnyThreadsAndSize_KeepTheOrder(int threads, int batchSize)
    {
        ImageFile[] files = Files(11);
        ImageBatch[] batches = [.. new ImageBatchLoader(Preprocessing, threads).Batches(files, batchSize)];

        Assert.Equal((11 + batchSize - 1) / batchSize, batches.Length);
        Assert.Equal(batches.Select((_, index) => index * batchSize), batches.Select(batch => batch.Start));
        float[] all = [.. batches.SelectMany(batch => batch.Pixels)];
        for (int index = 0; index < 11; index++)
        {
            Assert.Equal(((20 * index / 255.0) - 0.1) / 0.5, all[index * 192], 1e-6);
            Assert.Equal(((100 / 255.0) - 0.2) / 0.6, all[(index * 192) + 64], 1e-6);
        }
    }

    [Fact]
    public void Batches_NoFiles_AreNone() => Assert.Empty(new ImageBatchLoader(Preprocessing).Batches([], 4));

    [Fact]
    public void Load_FileThatChanged_IsRefused()
    {
        ImageFile[] files = Files(3);
        files[1] = files[1] with { Sha256 = new string('0', 64) };
        var fault = Assert.Throws<StageException>(() => new ImageBatchLoader(Preprocessing).Load(files, new float[3 * 192]));
        Assert.Contains("changed while running", fault.Message, StringComparison.Ordinal);
        Assert.Contains(files[1].Path, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_SeveralBadFiles_NameTheFirst()
    {
        ImageFile[] files = Files(30);
        foreach (int bad in new[] { 22, 9, 15 })
        {
            File.WriteAllText(files[bad].Path, "no image");
            files[bad] = files[bad] with { Sha256 = null };
        }

        for (int run = 0; run < 5; run++)
        {
            var fault = Assert.Throws<ArtifactException>(() => new ImageBatchLoader(Preprocessing, 4).Batches(files, 30).Count());
            Assert.Contains(files[9].Path, fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3 * 192)]
    [InlineData(1 << 20)]
    public void PixelSource_WithAnyCache_GivesWhatTheLoaderGives(long cacheBytes)
    {
        ImageFile[] files = Files(7);
        float[] expected = new float[7 * 192];
        new ImageBatchLoader(Preprocessing).Load(files, expected);
        var source = new ImagePixelSource(files, Preprocessing, 2, cacheBytes);
        int[] rows = [6, 0, 3, 3];
        for (int run = 0; run < 2; run++)
        {
            float[] pixels = new float[rows.Length * 192];
            source.Fill(rows, pixels);
            Assert.Equal(rows.SelectMany(row => expected.Skip(row * 192).Take(192)), pixels);
        }

        // What is kept is not read again.
        File.Delete(files[6].Path);
        Action again = () => source.Fill([6], new float[192]);
        if (cacheBytes > 1000)
        {
            again();
        }
        else if (cacheBytes == 0)
        {
            Assert.Throws<ArtifactException>(again);
        }
    }

    [Fact]
    public void Constructor_PreprocessingThatCannotBe_ListsItsFaults()
    {
        var fault = Assert.Throws<OptionsException>(() => new ImageBatchLoader(
            Preprocessing with { ImageSize = 0, Std = [1, 0, 1] }));
        Assert.Contains("ImageSize", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Std", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Plain images whose red tells their number.</summary>
    private ImageFile[] Files(int count) => [.. Enumerable.Range(0, count).Select(index =>
    {
        string path = Path.Combine(_folder, $"{index}.png");
        using Image image = (Image.Black(20, 12, bands: 3) + new[] { 20 * index % 256, 100, 50 }).Cast(Enums.BandFormat.Uchar);
        image.Copy(interpretation: Enums.Interpretation.Srgb).WriteToFile(path);
        return new ImageFile(path, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
    })];
}
