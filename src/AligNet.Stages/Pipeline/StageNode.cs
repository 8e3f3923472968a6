using AligNet.Stages;

namespace AligNet.Pipeline;

/// <summary>A node of the graph: a stage with its inputs. One stage may stand at several nodes (label and label-distillation).</summary>
public sealed class StageNode
{
    private readonly Func<DataOptions, IReadOnlyList<InputBinding>> _inputs;

    internal StageNode(
        string name,
        string description,
        IStage stage,
        Func<DataOptions, IReadOnlyList<InputBinding>> inputs,
        string? section = null,
        Func<DataOptions, bool>? isIn = null)
    {
        (Name, Description, Stage, Section) = (name, description, stage, section ?? stage.Name);
        _inputs = inputs;
        IsIn = isIn ?? (_ => true);
    }

    /// <summary>Name in kebab-case; the Cake task is the same in PascalCase.</summary>
    public string Name { get; }

    /// <summary>One line for people.</summary>
    public string Description { get; }

    /// <summary>The stage that runs here.</summary>
    public IStage Stage { get; }

    /// <summary>Section of the options, which is also the name of its file in stages/.</summary>
    public string Section { get; }

    /// <summary>Whether a profile has a use for the node.</summary>
    public Func<DataOptions, bool> IsIn { get; }

    /// <summary>Names of the nodes whose artifacts it may read, over all profiles, in the graph's order.</summary>
    public IReadOnlyList<string> DependsOn =>
    [
        .. StageCatalog.Shapes.SelectMany(Inputs).OfType<ArtifactInput>().Select(input => input.Node).Distinct(),
    ];

    /// <summary>The inputs under a profile.</summary>
    public IReadOnlyList<InputBinding> Inputs(DataOptions data) => IsIn(data) ? _inputs(data) : [];
}
