namespace AligNet.Stages;

/// <summary>One step of the pipeline: a function of its inputs, its options and its seed, that writes its outputs as files.</summary>
public interface IStage
{
    /// <summary>Name in kebab-case; also the folder in the store and the start of its seed's name.</summary>
    string Name { get; }

    /// <summary>Version of the code: raise it when the same inputs and options give other bytes than before.</summary>
    int CodeVersion { get; }

    /// <summary>The record of its options, all with defaults.</summary>
    Type OptionsType { get; }

    /// <summary>Names of the files or folders it writes, all of them in every run.</summary>
    IReadOnlyList<string> Outputs { get; }

    /// <summary>Whether results depend on the seed; otherwise the seed stays out of the fingerprint.</summary>
    bool UsesSeed { get; }

    /// <summary>Runs the stage.</summary>
    /// <exception cref="Domain.PipelineException">The inputs or options cannot be used.</exception>
    void Run(StageContext context);
}
