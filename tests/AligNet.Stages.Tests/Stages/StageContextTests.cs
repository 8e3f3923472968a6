using AligNet.Domain;
using AligNet.Stages;
using AligNet.Stages.Label;

namespace AligNet.Tests.Stages;

public sealed class StageContextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void ShardKey_OfAnyShard_CountsEveryOptionThatIsInItAsRead()
    {
        var context = new StageContext("label", new LabelOptions(), new Dictionary<string, string>(), _folder.Path, _folder.Path, 0, NoProgress.Instance, TestContext.Current.CancellationToken)
        {
            ShardBase = [("code", "abc"), ("option temperature", "1"), ("option validation_triplets", "0")],
        };

        context.ShardKey();

        Assert.Equal(["temperature", "validation_triplets"], context.Reads.Select(read => read.Name).Order());
        Assert.All(context.Reads, read => Assert.Equal(StageReadKind.Option, read.Kind));
    }

    public void Dispose() => _folder.Dispose();
}
