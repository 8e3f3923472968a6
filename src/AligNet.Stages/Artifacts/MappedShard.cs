namespace AligNet.Artifacts;

/// <summary>A sound shard, mapped while this object lives.</summary>
public sealed class MappedShard : IDisposable
{
    private readonly MappedFile _file;

    internal MappedShard(MappedFile file, ReadOnlyMemory<byte> content) => (_file, Content) = (file, content);

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <inheritdoc/>
    public void Dispose() => ((IDisposable)_file).Dispose();
}
