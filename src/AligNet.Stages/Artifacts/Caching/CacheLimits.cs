namespace AligNet.Artifacts.Caching;

/// <summary>How long a run waits for caches, and how much it takes from them.</summary>
public sealed record CacheLimits
{
    /// <summary>Until a connection stands.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Between two signs of life: bytes that come, or bytes that are taken.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For one object from the first byte to the last.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Failures of reading, or of writing, after which a place is no longer read, or written, in this run.</summary>
    public int Failures { get; init; } = 3;

    /// <summary>Objects of one artifact that are on their way at once.</summary>
    public int Parallel { get; init; } = 8;
}
