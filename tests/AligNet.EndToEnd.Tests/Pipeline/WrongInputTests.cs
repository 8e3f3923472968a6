using System.IO;
using AligNet.Domain;

namespace AligNet.EndToEnd.Tests.Pipeline;

/// <summary>Wrong inputs: one message that says where, what was found and what was expected, and a store that is as good as before.</summary>
public sealed class WrongInputTests : IDisposable
{
    private readonly TinyStudy _study = new();

    public void Dispose() => _study.Dispose();

    [Fact]
    public void Ingest_UnknownObject_NamesFileLineAndObject()
    {
        Append("triplets_train.txt", "0 1 999\n");

        Refused("ingest", "triplets_train.txt, line 3001: names object 999, but there are 24 objects (0 to 23)");
    }

    [Fact]
    public void Ingest_RepeatedIndex_NamesFileAndLine()
    {
        Append("triplets_test.txt", "5 5 2\n");

        Refused("ingest", "triplets_test.txt, line 101: (5, 5, 2) repeats an object");
    }

    [Fact]
    public void Ingest_TextFileAsImage_NamesIt()
    {
        string image = Directory.GetFiles(Path.Combine(_study.Data, "images", "objects")).Order(StringComparer.Ordinal).First();
        File.WriteAllText(image, "this is no picture");

        Refused("ingest", Path.GetFileName(image));
    }

    [Fact]
    public void Ingest_TruncatedImage_IsRefusedThenToleratedWhenAllowed()
    {
        string image = Directory.GetFiles(Path.Combine(_study.Data, "images", "pool")).Order(StringComparer.Ordinal).First();
        byte[] bytes = File.ReadAllBytes(image);
        File.WriteAllBytes(image, bytes[..(bytes.Length / 2)]);

        Refused("ingest", Path.GetFileName(image), "max_bad_images");
        _study.RunTo("ingest", "ingest.max_bad_images=1");
    }

    [Fact]
    public void Ingest_MissingFile_NamesThePathAndTheOption()
    {
        File.Delete(Path.Combine(_study.Data, "triplets_test.txt"));

        Refused("ingest", "triplets_test.txt", "there is no such file");
    }

    [Fact]
    public void Ingest_SeveralImagesMissing_NamesTheFirstOfTheList()
    {
        string[] images = [.. Directory.GetFiles(Path.Combine(_study.Data, "images", "pool")).Order(StringComparer.Ordinal)];
        foreach (int missing in new[] { images.Length - 1, 7, 2, 5 })
        {
            File.Delete(images[missing]);
        }

        Refused("ingest", $"{images[2]} (images-files) cannot be read: there is no such file");
    }

    [Fact]
    public void Cluster_MoreClustersThanImages_SaysHowMany() => Refused("cluster", ["cluster.k=100000"], "k is 100000, but there are only");

    [Fact]
    public void Open_UnknownOption_NamesTheNearest()
    {
        OptionsException thrown = Assert.Throws<OptionsException>(() => _study.RunTo("ingest", "cluster.kk=3"));

        Assert.Contains("'cluster.kk'. Did you mean 'k'?", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Embed_ModelThatGivesNotANumber_NamesTheImage() => Refused("embed-objects", ["embed.std=[1e-44, 1e-44, 1e-44]"], "expected finite numbers");

    private void Append(string file, string text) => File.AppendAllText(Path.Combine(_study.Data, file), text);

    private void Refused(string node, params string[] parts) => Refused(node, [], parts);

    private void Refused(string node, string[] set, params string[] parts)
    {
        PipelineException thrown = Assert.ThrowsAny<PipelineException>(() => _study.RunTo(node, set));

        foreach (string part in parts)
        {
            Assert.Contains(part, thrown.Message, StringComparison.Ordinal);
        }

        string stage = Path.Combine(_study.Artifacts, node);
        Assert.True(!Directory.Exists(stage) || Directory.GetFileSystemEntries(stage).Length == 0, "a refused stage left something in the store");
    }
}
