using System.IO;
using System.Text;
using AligNet.Artifacts.WordNet;
using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Hierarchy;

namespace AligNet.Tests.Artifacts.WordNet;

public sealed class WordNetDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_SmallDatabase_KnowsWordsSensesAndWhatIsAKindOfWhat()
    {
        string[] ids = Write();
        var database = WordNetDatabase.Read(_folder.Path);

        Assert.Equal((6, "3.0"), (database.Count, database.Version));
        int dog = database.Node(ids[2]);
        Assert.Equal(["dog", "domestic dog"], database.Lemmas(dog));
        Assert.Equal(ids[2], database.Id(dog));
        Assert.Equal([ids[3], ids[2], ids[1], ids[0]], database.Taxonomy.PathToRoot(database.Node(ids[3])).Select(database.Id));

        // An instance is below what it is an instance of, and the second hypernym of the toy dog counts too.
        Assert.Equal([dog], database.Taxonomy.Parents(database.Node(ids[4])).ToArray());
        Assert.Equal([dog, database.Node(ids[1])], database.Taxonomy.Parents(database.Node(ids[5])).ToArray());
        Assert.Equal(dog, database.Taxonomy.LowestCommonAncestor(database.Node(ids[3]), database.Node(ids[4])));
        Assert.Equal([dog, database.Node(ids[5])], database.Senses("Dog"));
        Assert.Equal(dog, database.Sense("domestic_dog.n.01"));
        Assert.Equal(database.Node(ids[5]), database.Sense("dog.n.02"));
        Assert.Equal(dog, database.Find(["dog", "domestic dog"]));
        Assert.Null(database.Find(["dog"]));
        Assert.Null(database.Find(["unicorn"]));
        Assert.Empty(database.Senses("unicorn"));

        // dog%1:05:00:: 40 and domestic_dog%1:05:00:: 2; the verb and the unknown key are passed over.
        Assert.Equal([0, 9, 42, 0, 0, 1], database.Frequencies);
        var categories = new WordNetCategories(database, [("animal", ["animal.n.01"])], []);
        Assert.Equal((0, dog), categories.Of(ids[3]));
        Assert.Equal((CategoryRule.None, CategoryRule.None), categories.Of(ids[0]));
    }

    [Fact]
    public void Read_WithIndexSenseInPlaceOfCounts_GivesTheSameFrequencies()
    {
        Write();
        string[] counts = [.. File.ReadAllLines(_folder["cntlist.rev"]).Select(line => line.Split(' ')).Select(fields => $"{fields[0]} 00000000 {fields[1]} {fields[2]}")];
        int[] expected = WordNetDatabase.Read(_folder.Path).Frequencies;
        File.Delete(_folder["cntlist.rev"]);
        Assert.Contains("neither cntlist.rev nor index.sense", Assert.Throws<ArtifactException>(() => WordNetDatabase.Read(_folder.Path)).Message, StringComparison.Ordinal);
        File.WriteAllText(_folder["index.sense"], string.Join('\n', counts) + "\n");
        Assert.Equal(expected, WordNetDatabase.Read(_folder.Path).Frequencies);
    }

    [Fact]
    public void Lookups_OfWhatIsNotThere_SayWhatIs()
    {
        Write();
        var database = WordNetDatabase.Read(_folder.Path);
        foreach (string id in new[] { "n99999999", "n1", "", "v00001740", "n-0000001", "n0000174x" })
        {
            Assert.False(database.TryNode(id, out _));
            Assert.Contains("version 3.0", Assert.Throws<ArtifactException>(() => database.Node(id)).Message, StringComparison.Ordinal);
        }

        foreach (string sense in new[] { "dog.n.03", "dog.n.00", "dog", "unicorn.n.01", "dog.v.01" })
        {
            Assert.Throws<ArtifactException>(() => database.Sense(sense));
        }
    }

    [Fact]
    public void NodeOfClass_IdSenseOrWords_IsTheSynset()
    {
        string[] ids = Write();
        var database = WordNetDatabase.Read(_folder.Path);

        Assert.All(new[] { ids[2], "dog.n.01", "dog", "dog, domestic dog", "Domestic_dog" }, name => Assert.Equal(ids[2], database.Id(database.NodeOfClass(name))));
        Assert.Equal(ids[5], database.Id(database.NodeOfClass("toy dog, dog")));
        foreach (string name in new[] { "unicorn", "", ",", "husky, dog", "n99999999", "dog.n.07" })
        {
            Assert.Throws<ArtifactException>(() => database.NodeOfClass(name));
        }
    }

    [Fact]
    public void NodeOfClass_IdWithAnotherVersion_IsRefusedAndWordsAreNot()
    {
        string[] ids = Write();
        File.WriteAllText(_folder["data.noun"], File.ReadAllText(_folder["data.noun"], Encoding.Latin1).Replace("WordNet 3.0 Copyright", "WordNet 3.1 Copyright", StringComparison.Ordinal), Encoding.Latin1);
        var database = WordNetDatabase.Read(_folder.Path);

        Assert.Contains("is WordNet 3.1", Assert.Throws<ArtifactException>(() => database.NodeOfClass(ids[2])).Message, StringComparison.Ordinal);
        Assert.Equal(ids[2], database.Id(database.NodeOfClass("dog")));
    }

    [Theory]
    [InlineData("data.noun", " n 02 dog 0", " v 02 dog 0", "'n'")]
    [InlineData("data.noun", " n 02 dog 0", " n 03 dog 0", "lexical id is '@'")]
    [InlineData("data.noun", " n 02 dog 0", " n fe dog 0", "words, which its line does not hold")]
    [InlineData("data.noun", " n 02 dog 0", " n 00 dog 0", "words, which its line does not hold")]
    [InlineData("data.noun", "dog 0 domestic_dog 0 001", "dog 0 domestic_dog 0 009", "pointers")]
    [InlineData("data.noun", "dog 0 domestic_dog 0 001 @ ", "dog 0 domestic_dog 0 001 ? ", "no pointer")]
    [InlineData("data.noun", "dog 0 domestic_dog 0 001", "dog 0 domestic_dog z 001", "hexadecimal")]
    [InlineData("data.noun", " | a pet", " : a pet", "gloss")]
    [InlineData("data.noun", "| everything", "| everything!", "at byte")]
    [InlineData("index.noun", "dog n 2 2", "dog n 3 2", "offsets")]
    [InlineData("index.noun", "animal n 1", "dog n 1", "twice")]
    [InlineData("index.noun", "animal n 1", "animal n x", "whole number")]
    [InlineData("cntlist.rev", "%1:05:00:: 1 40", "%1:05:00:: 1 forty", "whole number")]
    [InlineData("cntlist.rev", "%1:05:00:: 1 40", "%1:05 1 40", "sense key")]
    public void Read_DamagedFile_NamesTheLine(string file, string good, string bad, string message)
    {
        Write();
        string text = File.ReadAllText(_folder[file], Encoding.Latin1);
        Assert.Contains(good, text, StringComparison.Ordinal);
        int at = text.IndexOf(good, StringComparison.Ordinal);
        File.WriteAllText(_folder[file], string.Concat(text.AsSpan(0, at), bad, text.AsSpan(at + good.Length)), Encoding.Latin1);
        ArtifactException fault = Assert.Throws<ArtifactException>(() => WordNetDatabase.Read(_folder.Path));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Contains(_folder[file], fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HypernymsInACircle_IsRefused()
    {
        // The root is made a kind of its own grandchild.
        string[] ids = Write(circle: true);
        Assert.Contains("cycle", Assert.Throws<ArtifactException>(() => WordNetDatabase.Read(_folder.Path)).Message, StringComparison.Ordinal);
        Assert.Equal(6, ids.Length);
    }

    [Fact]
    public void Read_MissingOrTruncatedFiles_IsRefused()
    {
        Assert.Throws<ArtifactException>(() => WordNetDatabase.Read(_folder["nowhere"]));
        Write();
        byte[] data = File.ReadAllBytes(_folder["data.noun"]);
        File.WriteAllBytes(_folder["data.noun"], data[..^5]);
        Assert.Contains("truncated", Assert.Throws<ArtifactException>(() => WordNetDatabase.Read(_folder.Path)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(_folder["data.noun"], []);
        Assert.Contains("no synset", Assert.Throws<ArtifactException>(() => WordNetDatabase.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    /// <summary>A byte changed, a piece cut out or doubled, in any of the files: either it still reads, or the fault is a typed one.</summary>
    [Fact]
    public void Read_MutatedFiles_NeverFailsOtherwise()
    {
        Write();
        var generator = new Pcg32(17);
        foreach (string name in new[] { "data.noun", "index.noun", "cntlist.rev" })
        {
            byte[] good = File.ReadAllBytes(_folder[name]);
            for (int trial = 0; trial < 150; trial++)
            {
                List<byte> bytes = [.. good];
                for (int change = 0; change <= trial % 3; change++)
                {
                    int at = generator.NextInt(bytes.Count);
                    int length = Math.Min(generator.NextInt(40), bytes.Count - at);
                    switch (generator.NextInt(3))
                    {
                        case 0: bytes[at] = (byte)generator.NextInt(256); break;
                        case 1: bytes.RemoveRange(at, Math.Min(length, bytes.Count - 1)); break;
                        default: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                    }
                }

                File.WriteAllBytes(_folder[name], [.. bytes]);
                Exception? fault = Record.Exception(() => WordNetDatabase.Read(_folder.Path));
                Assert.True(fault is null or ArtifactException, fault?.ToString());
            }

            File.WriteAllBytes(_folder[name], good);
        }
    }

    /// <summary>entity &gt; animal &gt; dog &gt; { husky, Lassie (an instance), toy dog (also an animal) }.</summary>
    private string[] Write(bool circle = false)
    {
        const string Licence = "  1 This software and database is being provided to you, the LICENSEE, by  \n  2 WordNet 3.0 Copyright 2006 by Princeton University.  All rights reserved.  \n";
        string up = circle ? "001 @ {2} n 0000" : "000";
        string[] lines =
        [
            $"{{0}} 03 n 01 entity 0 {up} | everything  ",
            "{1} 05 n 01 animal 0 002 @ {0} n 0000 ~ {2} n 0000 | a living thing  ",
            "{2} 05 n 02 dog 0 domestic_dog 0 001 @ {1} n 0000 | a pet  ",
            "{3} 05 n 01 husky 0 002 @ {2} n 0000 + {2} v 0101 | a working dog  ",
            "{4} 18 n 01 Lassie 0 001 @i {2} n 0000 | a famous dog  ",
            "{5} 05 n 02 toy_dog 0 dog 1 003 @ {2} n 0000 @ {1} n 0000 \\ {2} a 0101 | a small one  ",
        ];
        object[] offsets = new object[lines.Length];
        int next = Licence.Length;
        for (int line = 0; line < lines.Length; line++)
        {
            offsets[line] = next.ToString("D8");
            next += string.Format(lines[line], [.. Enumerable.Repeat("12345678", 6)]).Length + 1;
        }

        string Fill(string text) => string.Format(text, offsets);
        File.WriteAllText(_folder["data.noun"], Licence + string.Concat(lines.Select(line => Fill(line) + "\n")), Encoding.Latin1);
        string[] index =
        [
            "animal n 1 2 @ ~ 1 1 {1}  ", "dog n 2 2 @ ~ 2 1 {2} {5}  ", "domestic_dog n 1 1 @ 1 0 {2}  ", "entity n 1 0 1 0 {0}  ", "husky n 1 1 @ 1 0 {3}  ",
            "lassie n 1 1 @i 1 0 {4}  ", "toy_dog n 1 1 @ 1 0 {5}  ",
        ];
        File.WriteAllText(_folder["index.noun"], Licence + string.Concat(index.Select(line => Fill(line) + "\n")), Encoding.Latin1);
        File.WriteAllText(
            _folder["cntlist.rev"], "animal%1:05:00:: 1 9\ndog%1:05:00:: 1 40\ndog%1:05:01:: 2 1\ndog%2:38:00:: 1 7\ndomestic_dog%1:05:00:: 1 2\nghost%1:05:00:: 1 5\n", Encoding.Latin1);
        return [.. offsets.Select(offset => $"n{offset}")];
    }
}
