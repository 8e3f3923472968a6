namespace AligNet.Stages;

/// <summary>One step of the pipeline: a function of its inputs, its options and its seed, that writes its outputs as files.</summary>
public interface IStage
{
    /// <summary>Name in kebab-case; also the folder in the store and the start of its seed's name.</summary>
    string Name { get; }

    /// <summary>A version of the code that stands for it, raised by hand; null: the code itself counts, as compiled (docs/store.md).</summary>
    int? PinnedCode { get; }

    /// <summary>The record of its options, all with defaults.</summary>
    Type OptionsType { get; }

    /// <summary>Names of the files or folders it writes, all of them in every run.</summary>
    IReadOnlyList<string> Outputs { get; }

    /// <summary>Runs the stage.</summary>
    /// <exception cref="Domain.PipelineException">The inputs or options cannot be used.</exception>
    void Run(StageContext context);
}
