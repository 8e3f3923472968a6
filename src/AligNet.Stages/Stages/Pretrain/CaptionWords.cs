namespace AligNet.Stages.Pretrain;

/// <summary>Which words of a vocabulary each caption has.</summary>
/// <param name="Vocabulary">The words of all captions, in ordinal order.</param>
/// <param name="Answers">captions × words, row-major: 1 where the caption has the word, else 0.</param>
internal sealed record CaptionWords(IReadOnlyList<string> Vocabulary, float[] Answers)
{
    /// <summary>Splits captions at blanks; the vocabulary is every word that occurs in at least two captions.</summary>
    public static CaptionWords From(IReadOnlyList<string> captions)
    {
        string[][] words = [.. captions.Select(caption => caption.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray())];
        string[] vocabulary =
        [
            .. words.SelectMany(caption => caption).GroupBy(word => word, StringComparer.Ordinal)
                .Where(group => group.Count() > 1).Select(group => group.Key).Order(StringComparer.Ordinal),
        ];
        var column = vocabulary.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        float[] answers = new float[words.Length * vocabulary.Length];
        for (int caption = 0; caption < words.Length; caption++)
        {
            foreach (string word in words[caption])
            {
                if (column.TryGetValue(word, out int place))
                {
                    answers[(caption * vocabulary.Length) + place] = 1;
                }
            }
        }

        return new CaptionWords(vocabulary, answers);
    }
}
