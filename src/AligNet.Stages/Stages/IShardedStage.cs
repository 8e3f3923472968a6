namespace AligNet.Stages;

/// <summary>A stage whose work falls into shards, each a function of its own part of the inputs, kept under a key of that part's content.</summary>
public interface IShardedStage
{
    /// <summary>The keys of all shards that the stage needs, in order; null where this run is not done in shards.</summary>
    /// <exception cref="Domain.PipelineException">The inputs cannot be used.</exception>
    IReadOnlyList<string>? ShardKeys(StageContext context);

    /// <summary>Makes those shards of one part of the work that are not there yet.</summary>
    /// <param name="context">The context of a run.</param>
    /// <param name="part">Which part, from 0.</param>
    /// <param name="parts">How many parts there are.</param>
    /// <exception cref="Domain.PipelineException">The inputs or options cannot be used.</exception>
    void RunShards(StageContext context, int part, int parts);
}
