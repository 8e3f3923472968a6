using AligNet.Stages;

namespace AligNet.Pipeline.Ablations;

/// <summary>Keys of a study's file, outside its tables.</summary>
internal sealed record StudyKeys : IStageOptions
{
    public string Description { get; init; } = "";

    public string[] Set { get; init; } = [];

    public long[] Seeds { get; init; } = [];

    public string Reference { get; init; } = "";

    public AblationRepetition[] Repeated { get; init; } = [];

    public string Choose { get; init; } = "";

    public IEnumerable<string> Errors() => [];
}

/// <summary>Keys of a [[factor]].</summary>
internal sealed record FactorKeys : IStageOptions
{
    public string Name { get; init; } = "";

    public string Option { get; init; } = "";

    public string[] Levels { get; init; } = [];

    public string[][] Set { get; init; } = [];

    public string[] Settings { get; init; } = [];

    public IEnumerable<string> Errors() => [];
}

/// <summary>Keys of a [[measure]].</summary>
internal sealed record MeasureKeys : IStageOptions
{
    public string Name { get; init; } = "";

    public string Node { get; init; } = "";

    public string Model { get; init; } = "student";

    public string Setting { get; init; } = "alignet";

    public string Task { get; init; } = "";

    public string Subset { get; init; } = "";

    public string Metric { get; init; } = "";

    public bool HigherIsBetter { get; init; } = true;

    public bool OnlyChosen { get; init; }

    public IEnumerable<string> Errors() => [];
}
