namespace AligNet.Pipeline.Collection;

/// <summary>Something in the store that can be given up.</summary>
/// <param name="Path">Its folder or file.</param>
/// <param name="What">What it is, for people: "cluster 3f5a…" or "a shard of embed-images".</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Seconds">How long it took to make: what it costs to have it again, given its inputs.</param>
/// <param name="Used">When a run last used it.</param>
public sealed record CollectedItem(string Path, string What, long Bytes, double Seconds, DateTimeOffset Used)
{
    /// <summary>Time after which a thing that nobody used counts half.</summary>
    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(14);

    /// <summary>Seconds saved per byte kept, less the longer it was not used. What has the least goes first.</summary>
    public double Worth(DateTimeOffset now) => Seconds / Math.Max(1, Bytes) * Math.Pow(0.5, Math.Max(0, (now - Used) / HalfLife));
}
