using System.IO;
using System.Text;
using AligNet.Artifacts;
using AligNet.Stages;

namespace AligNet.Tests.Pipeline;

/// <summary>Spells each line backwards, a shard a line.</summary>
/// <param name="onMade">Told how many shards are made.</param>
internal sealed class ToyIndexStage(Action<int> onMade) : ShardedStage<ToyIndexStage.Options>
{
    public override string Name => "index";

    public override IReadOnlyList<string> Outputs => ["index.txt"];

    protected override ShardPlan Plan(StageContext context, Options options) =>
        new Lines(context, [.. File.ReadLines(context.Input("lines")).Where(line => line.Length > 0).Distinct()], onMade);

    public sealed record Options : StageOptions
    {
        public override IEnumerable<string> Errors() => [];
    }

    private sealed class Lines(StageContext context, string[] lines, Action<int> onMade) : ShardPlan
    {
        public override IReadOnlyList<string> Keys { get; } = [.. lines.Select(line => context.ShardKey().Add("line", line).ToString())];

        public override void Make(IReadOnlyList<int> shards, ShardStore store)
        {
            foreach (int shard in shards)
            {
                store.Write(Keys[shard], Encoding.UTF8.GetBytes([.. lines[shard].Reverse()]));
            }

            onMade(shards.Count);
        }

        public override void Assemble(IReadOnlyList<ReadOnlyMemory<byte>> shards) =>
            File.WriteAllLines(context.Output("index.txt"), shards.Select(shard => Encoding.UTF8.GetString(shard.Span)));
    }
}
