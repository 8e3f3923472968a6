using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;

namespace AligNet.Tests.Artifacts;

public class ArrowMatrixTests
{
    [Theory]
    [InlineData(1, 3, 1 << 20)]
    [InlineData(0, 5, 1 << 20)]
    [InlineData(1000, 7, 1 << 20)]
    [InlineData(1000, 7, 4096)] // in parts
    public void Open_WrittenMatrix_GivesSameIdsAndValues(int rows, int dim, long partBytes)
    {
        using var folder = new TemporaryFolder();
        var random = new Pcg32(1);
        float[][] written = [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, dim).Select(_ => (float)random.NextGaussian()).ToArray())];
        using (var writer = new ArrowMatrixWriter(folder["m.arrow"], rows, dim, partBytes))
        {
            for (int row = 0; row < rows; row++)
            {
                writer.Append($"row-{row}", written[row]);
            }
        }

        using ArrowMatrix read = ArrowMatrix.Open(folder["m.arrow"]);

        Assert.Equal(partBytes < rows * dim * sizeof(float), Directory.Exists(folder["m.arrow"]));
        Assert.Equal((rows, dim), (read.Values.Rows, read.Values.Dim));
        Assert.Equal(Enumerable.Range(0, rows).Select(row => $"row-{row}"), read.Ids);
        for (int row = 0; row < rows; row++)
        {
            Assert.Equal(written[row], read.Values.Row(row).ToArray());
        }
    }

    [Fact]
    public void Open_TruncatedFile_ThrowsArtifactException()
    {
        using var folder = new TemporaryFolder();
        ArrowMatrix.Write(folder["m.arrow"], ["a", "b"], new Representations(new float[] { 1, 2, 3, 4 }, 2, 2));
        byte[] bytes = File.ReadAllBytes(folder["m.arrow"]);

        foreach (int length in new[] { 1, 8, bytes.Length / 2, bytes.Length - 1 })
        {
            File.WriteAllBytes(folder["torn.arrow"], bytes[..length]);
            Assert.Throws<ArtifactException>(() => ArrowMatrix.Open(folder["torn.arrow"]));
        }
    }
}
