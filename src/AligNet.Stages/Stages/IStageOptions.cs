namespace AligNet.Stages;

/// <summary>Options of a stage: a sealed record with init properties, each with a default.</summary>
public interface IStageOptions
{
    /// <summary>Every fault of the values, each as "key: what is expected, what was found"; empty when they can be used.</summary>
    IEnumerable<string> Errors();
}
