using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Stages;

/// <summary>A stage that works in shards: those that an earlier run made are used again.</summary>
/// <typeparam name="TOptions">The options record.</typeparam>
public abstract class ShardedStage<TOptions> : Stage<TOptions>, IShardedStage
    where TOptions : IStageOptions, new()
{
    /// <inheritdoc/>
    public IReadOnlyList<string>? ShardKeys(StageContext context)
    {
        using ShardPlan? plan = Plan(context, (TOptions)context.Options);
        return plan?.Keys;
    }

    /// <inheritdoc/>
    public void RunShards(StageContext context, int part, int parts)
    {
        using ShardPlan? plan = Plan(context, (TOptions)context.Options);
        if (plan is not null)
        {
            plan.Make([.. Missing(plan, context.Shards).Where(shard => shard % parts == part)], context.Shards);
        }
    }

    /// <summary>Divides the work, or gives null where a run is not done in shards.</summary>
    protected abstract ShardPlan? Plan(StageContext context, TOptions options);

    /// <summary>Does the work of a run that has no plan.</summary>
    protected virtual void RunWhole(StageContext context, TOptions options) => throw new InvalidOperationException($"Stage '{Name}' always has a plan.");

    /// <inheritdoc/>
    protected sealed override void Run(StageContext context, TOptions options)
    {
        using ShardPlan? plan = Plan(context, options);
        if (plan is null)
        {
            RunWhole(context, options);
            return;
        }

        int[] missing = Missing(plan, context.Shards);
        if (missing.Length > 0 && missing.Length < plan.Keys.Count)
        {
            context.Progress.Log($"{context.Stage}: {plan.Keys.Count - missing.Length} of {plan.Keys.Count} shards are there, {missing.Length} to make.");
        }

        plan.Make(missing, context.Shards);
        List<MappedShard> opened = [];
        try
        {
            for (int shard = 0; shard < plan.Keys.Count; shard++)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                if (context.Shards.Open(plan.Keys[shard]) is not { } sound)
                {
                    // Damaged, or removed meanwhile.
                    plan.Make([shard], context.Shards);
                    sound = context.Shards.Open(plan.Keys[shard])
                        ?? throw new StageException($"{context.Stage}: shard {plan.Keys[shard][..12]} was written and cannot be read. Check the disk of the store.");
                }

                opened.Add(sound);
            }

            plan.Assemble([.. opened.Select(shard => shard.Content)]);
        }
        finally
        {
            opened.ForEach(shard => shard.Dispose());
        }
    }

    private static int[] Missing(ShardPlan plan, ShardStore store) => [.. Enumerable.Range(0, plan.Keys.Count).Where(shard => !store.Has(plan.Keys[shard]))];
}
