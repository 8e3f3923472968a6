using AligNet.Artifacts.Caching;

namespace AligNet.Pipeline;

/// <summary>What the command line says about a run.</summary>
public sealed record PipelineArguments
{
    /// <summary>Folder that holds stages/ and artifacts/.</summary>
    public required string RepositoryRoot { get; init; }

    /// <summary>Name of a profile in stages/profiles, or path of a TOML file; null for "simulated".</summary>
    public string? Profile { get; init; }

    /// <summary>Single options, "section.key=value"; they win over the profile.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>Caches to read and fill, nearest first.</summary>
    public IReadOnlyList<CacheLocation> Caches { get; init; } = [];

    /// <summary>File with the key that records of caches are signed with; null for the variable ALIGNET_CACHE_KEY, or no signatures.</summary>
    public string? CacheKeyFile { get; init; }

    /// <summary>Whether to read every stored byte again.</summary>
    public bool Verify { get; init; }

    /// <summary>Where the store lies; null for artifacts/ in the repository.</summary>
    public string? ArtifactsFolder { get; init; }
}
