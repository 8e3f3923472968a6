namespace AligNet.Pipeline;

/// <summary>What a command line asks of the pipeline.</summary>
public sealed record PipelineArguments
{
    /// <summary>Folder that holds <c>stages/</c>.</summary>
    public required string RepositoryRoot { get; init; }

    /// <summary>Name of a profile in <c>stages/profiles</c>, or a path to a profile; null for the default.</summary>
    public string? Profile { get; init; }

    /// <summary>Overrides, each "key=value", in the order given.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>A second store to read and fill, or null.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Whether stored artifacts are hashed again before use.</summary>
    public bool Verify { get; init; }

    /// <summary>The store, or null for <c>artifacts/</c> under the root.</summary>
    public string? ArtifactsFolder { get; init; }

    /// <summary>Nodes that the user asked for.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];
}
