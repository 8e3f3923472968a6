using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Imaging;
using AligNet.Imaging.Corruptions;
using AligNet.Onnx;

namespace AligNet.EndToEnd.Tests.Pipeline;

/// <summary>What EmbedCorruptions writes, against corrupting and representing one image after the other.</summary>
public sealed class CorruptedRepresentationsTests : IDisposable
{
    private readonly TinyStudy _study = new();

    public void Dispose() => _study.Dispose();

    [Fact]
    public void Run_EveryRow_IsTheImageOfItsNameUnderTheCorruptionOfItsName()
    {
        _study.RunTo("embed-corruptions");

        Table readout = ParquetTable.Read(_study.File("plan-robustness", "readout.parquet"));
        string[] roles = readout.Get<string>("role");
        int[] tested = [.. readout.Get<int>("image").Where((_, row) => roles[row] == "test")];
        string[] paths = ParquetTable.Read(_study.File("ingest-benchmarks", "benchmark_images.parquet")).Get<string>("path");
        ulong seed = unchecked((ulong)ParquetTable.Read(_study.File("plan-robustness", "corruptions.parquet")).Get<long>("seed")[0]);
        using ArrowMatrix found = ArrowMatrix.Open(_study.File("embed-corruptions", "corrupted_images.arrow"));
        (Corruption Type, int Severity)[] cells =
            [.. new[] { Corruption.GaussianNoise, Corruption.Contrast, Corruption.Saturate }.SelectMany(type => new[] { (type, 1), (type, 5) })];
        Assert.Equal(8, tested.Length);
        Assert.Equal(cells.SelectMany(cell => tested.Select(image => $"{CorruptionTypes.NameOf(cell.Type)}/{cell.Severity}/{paths[image]}")), found.Ids);

        using var encoder = new OnnxEncoder(Path.Combine(_study.Data, "teacher.onnx"), new OnnxEncoderOptions());
        var preprocessing = new ImagePreprocessing { ImageSize = 32, ResizeSize = 32 };
        foreach (int row in new[] { 0, 11, 21, 47 })
        {
            var corruption = new CorruptionSpec(cells[row / 8].Type, cells[row / 8].Severity, seed);
            ImageBatch image = new ImageBatchLoader(preprocessing, 1, corruption: corruption).Batches([new ImageFile(Path.Combine(_study.Data, paths[tested[row % 8]]))], 1).Single();

            // One image at a time: matrix products may differ in the last bits from those of a batch.
            Assert.All(encoder.Embed(image.Pixels).Index(), value => Assert.Equal(value.Item, found.Values.Row(row)[value.Index], 1e-4f));
        }
    }
}
