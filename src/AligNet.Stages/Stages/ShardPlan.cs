using AligNet.Artifacts;

namespace AligNet.Stages;

/// <summary>How one run of a stage falls into shards.</summary>
public abstract class ShardPlan : IDisposable
{
    /// <summary>The key of each shard.</summary>
    public abstract IReadOnlyList<string> Keys { get; }

    /// <summary>Makes some shards.</summary>
    /// <param name="shards">Their numbers.</param>
    /// <param name="store">Receives each when it is made.</param>
    public abstract void Make(IReadOnlyList<int> shards, ShardStore store);

    /// <summary>Writes the stage's outputs from all shards.</summary>
    /// <param name="shards">The content of each, in order.</param>
    public abstract void Assemble(IReadOnlyList<ReadOnlyMemory<byte>> shards);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what the plan holds open.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
