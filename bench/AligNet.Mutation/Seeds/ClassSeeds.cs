using System.Text;

namespace AligNet.Mutation.Seeds;

/// <summary>Files for the readers of class lists and of lists of class numbers.</summary>
public static class ClassSeeds
{
    /// <summary>Lists of right classes as ImageNet-ReaL's.</summary>
    public static IReadOnlyList<byte[]> ValidNumbers() => [Text("[[65], [795, 703], [], [970]]"), Text("\uFEFF[\n [0],\n [1, 2]\n]\n"), Text("[" + string.Join(",", Enumerable.Range(0, 500).Select(number => $"[{number}]")) + "]")];

    /// <summary>Deep nesting, long numbers, very many short lists, strings that never end.</summary>
    public static IReadOnlyList<byte[]> CraftedNumbers() =>
    [
        Text(new string('[', 200_000)),
        Text("[" + string.Join(",", Enumerable.Repeat("[]", 300_000)) + "]"),
        Text("[" + string.Join(",", Enumerable.Repeat("[1]", 300_000)) + "]"),
        Text("[[" + new string('9', 500_000) + "]]"),
        Text("[[\"" + new string('x', 500_000)),
        Text("[[1e308]]"), Text("[[2147483648]]"), Text("{\"a\":[[1]]}"), Text("\0"), Text("[[1],"),
    ];

    /// <summary>Lists of classes as ImageNet's.</summary>
    public static IReadOnlyList<byte[]> ValidNames() => [Text("n01440764 tench, Tinca tinca\nn01443537 goldfish, Carassius auratus\n"), Text("cat\r\ndog\r\n\r\n"), Text("\tcup  of tea\n")];

    /// <summary>Lines longer than any buffer, very many lines, no line.</summary>
    public static IReadOnlyList<byte[]> CraftedNames() =>
        [Text(new string('x', 700_000)), Text(string.Concat(Enumerable.Range(0, 100_000).Select(number => $"{number}\n"))), Text(new string('\n', 500_000)), Text("a\na\n"), Text("\0\n\uFFFD\n"), Text("")];

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
