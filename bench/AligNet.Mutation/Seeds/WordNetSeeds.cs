using System.Text;

namespace AligNet.Mutation.Seeds;

/// <summary>WordNet databases of a few nouns. One input is the three files of a folder (data.noun, index.noun, cntlist.rev) with form feeds between them.</summary>
public static class WordNetSeeds
{
    private const string Licence = "  1 This software and database is being provided to you, the LICENSEE, by  \n  2 WordNet 3.0 Copyright 2006 by Princeton University.  All rights reserved.  \n";

    /// <summary>A thing, an animal, a dog, two kinds of dogs.</summary>
    public static IReadOnlyList<byte[]> Valid() =>
    [
        Database(
            [
                "{0} 03 n 01 thing 0 000 | all  ", "{1} 05 n 01 animal 0 001 @ {0} n 0000 | one that lives  ", "{2} 05 n 02 dog 0 house_dog 0 001 @ {1} n 0000 | it barks  ",
                "{3} 05 n 01 husky 0 002 @ {2} n 0000 + {2} v 0101 | it pulls  ", "{4} 18 n 01 Rex 0 001 @i {2} n 0000 | one of them  ",
            ],
            ["animal n 1 1 @ 1 1 {1}  ", "dog n 1 1 @ 1 1 {2}  ", "house_dog n 1 1 @ 1 0 {2}  ", "husky n 1 1 @ 1 0 {3}  ", "rex n 1 1 @i 1 0 {4}  ", "thing n 1 0 1 0 {0}  "],
            "animal%1:05:00:: 1 9\ndog%1:05:00:: 1 40\ndog%2:38:00:: 1 7\n"),
    ];

    /// <summary>Hypernyms in a circle, more words and pointers than a line holds, nothing at all.</summary>
    public static IReadOnlyList<byte[]> Crafted() =>
    [
        Database(["{0} 03 n 01 a 0 001 @ {1} n 0000 | x  ", "{1} 03 n 01 b 0 001 @ {0} n 0000 | x  "], ["a n 1 1 @ 1 0 {0}  "], ""),
        Database(["{0} 03 n ff a 0 999 @ {0} n 0000 | x  "], ["a n 99999999 1 @ 1 0 {0}  "], "a%1:03:00:: 1 99999999999\n"),
        Database(["{0} 03 n 01 " + new string('a', 300_000) + " 0 000 | x  "], [], ""),
        Text("\f\f"),
        Text("\0\f\0\f\0"),
    ];

    private static byte[] Database(string[] lines, string[] index, string counts)
    {
        object[] offsets = [.. Enumerable.Repeat("12345678", lines.Length)];
        int[] lengths = [.. lines.Select(line => string.Format(line, offsets).Length + 1)];
        for (int line = 0; line < lines.Length; line++)
        {
            offsets[line] = (Licence.Length + lengths[..line].Sum()).ToString("D8");
        }

        return Text($"{Licence}{All(lines)}\f{Licence}{All(index)}\f{counts}");

        string All(string[] texts) => string.Concat(texts.Select(text => string.Format(text, offsets) + "\n"));
    }

    private static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);
}
