namespace AligNet.Stages;

/// <summary>A stage that reads files from outside the store and can name them before it runs.</summary>
public interface IReadsSources
{
    /// <summary>The files that the stage will read.</summary>
    /// <param name="data">Where the data lie.</param>
    /// <param name="options">The stage's options.</param>
    /// <param name="dataRoot">Folder that relative paths start from.</param>
    /// <exception cref="Domain.PipelineException">A named file does not exist or cannot be parsed far enough to know the others.</exception>
    IReadOnlyList<SourceInput> Sources(DataOptions data, IStageOptions options, string dataRoot);
}
