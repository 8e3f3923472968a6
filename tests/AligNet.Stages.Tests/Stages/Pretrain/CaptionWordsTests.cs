using AligNet.Stages.Pretrain;

namespace AligNet.Tests.Stages.Pretrain;

public class CaptionWordsTests
{
    [Fact]
    public void From_Captions_MarksWordsThatOccurTwice()
    {
        CaptionWords words = CaptionWords.From(["red dog", "dog  red red", "once dog"]);

        Assert.Equal(["dog", "red"], words.Vocabulary);
        Assert.Equal([1, 1, 1, 1, 1, 0], words.Answers);
    }
}
