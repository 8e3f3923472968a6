namespace AligNet.Pipeline.Planning;

/// <summary>What a plan says of one node.</summary>
/// <param name="Node">The node.</param>
/// <param name="State">The promise.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="After">For "maybe": the nodes that decide it.</param>
/// <param name="Seconds">How long a run took last time, scaled by the share of shards to make; null when it never ran. 0 for a hit.</param>
/// <param name="Bytes">Size of what it writes, of last time's; for a remote hit of what is copied; null when not known.</param>
/// <param name="Shards">How many shards there are; null where the stage has none, or that is not known yet.</param>
/// <param name="ShardsToMake">How many of them are to be made.</param>
public sealed record PlanEntry(
    string Node, PlanState State, string Reason, IReadOnlyList<string> After, double? Seconds, long? Bytes, int? Shards = null, int? ShardsToMake = null)
{
    /// <summary>Whether the node may run.</summary>
    public bool MayRun => State is PlanState.Run or PlanState.MaybeAfter;
}
