using AligNet.Artifacts;
using AligNet.Build.Console;
using AligNet.Domain;
using AligNet.Pipeline.Collection;
using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Gc")]
[TaskDescription("Give up what is cheapest to make again until the store holds --max-size=20GB; --dryrun; --pin=NAME keeps what the profile has now")]
public sealed class GcTask : FrostingTask<PipelineContext>
{
    private const int Shown = 40;

    public override void Run(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var pins = new PinList(context.StoreFolder);
        string[] current = [.. context.Session.CurrentFingerprints()];
        if (context.Argument("pin") is { } pin)
        {
            pins.Pin(pin, current);
            System.Console.WriteLine($"pinned {current.Length} artifacts as '{pin}'");
        }

        if (context.Argument("unpin") is { } unpin && !pins.Unpin(unpin))
        {
            throw new OptionsException($"--unpin={unpin}: nothing is pinned under that name. Pinned are {string.Join(", ", pins.Pins.Select(kept => kept.Name).Distinct())}.");
        }

        if (context.Argument("max-size") is not { } size)
        {
            if (context.Argument("pin") is null && context.Argument("unpin") is null)
            {
                throw new OptionsException("Gc needs to know how much the store may hold: --target=Gc --max-size=20GB.");
            }

            return;
        }

        HashSet<string> kept = [.. current, .. pins.Pins.Select(kept => kept.Fingerprint)];
        (IReadOnlyList<CollectedItem> evicted, long total) = StoreCollector.Choose(context.StoreFolder, StoreCollector.ParseSize(size), kept, DateTimeOffset.UtcNow);
        bool dry = context.Arguments.HasArgument("dry");
        foreach (CollectedItem item in evicted)
        {
            if (!dry)
            {
                StoreCollector.Evict(item);
            }
        }

        foreach (IGrouping<string, CollectedItem> group in evicted.GroupBy(item => item.What).Take(Shown))
        {
            System.Console.WriteLine(
                $"{(dry ? "would evict" : "evicted")} {(group.Count() > 1 ? $"{group.Count()} × " : "")}{group.Key}: {PlanLine.Size(group.Sum(item => item.Bytes))}, {StageLine.Duration(TimeSpan.FromSeconds(group.Sum(item => item.Seconds)))} to make again");
        }

        long left = total - evicted.Sum(item => item.Bytes);
        System.Console.WriteLine(
            $"store: {PlanLine.Size(total)}, {(dry ? "would be" : "now")} {PlanLine.Size(left)}; what went takes {StageLine.Duration(TimeSpan.FromSeconds(evicted.Sum(item => item.Seconds)))} to make again");
        if (left > StoreCollector.ParseSize(size))
        {
            System.Console.WriteLine($"{PlanLine.Size(left - StoreCollector.ParseSize(size))} above --max-size: the rest is pinned, or what this profile has now.");
        }
    }
}
