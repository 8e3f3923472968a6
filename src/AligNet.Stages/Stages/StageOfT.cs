namespace AligNet.Stages;

/// <summary>A stage whose options are a record of type <typeparamref name="TOptions"/>.</summary>
/// <typeparam name="TOptions">The options record.</typeparam>
public abstract class Stage<TOptions> : IStage
    where TOptions : IStageOptions, new()
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public virtual int? PinnedCode => null;

    /// <inheritdoc/>
    public Type OptionsType => typeof(TOptions);

    /// <inheritdoc/>
    public abstract IReadOnlyList<string> Outputs { get; }

    /// <inheritdoc/>
    public void Run(StageContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Run(context, (TOptions)context.Options);
    }

    /// <summary>Runs the stage with its options.</summary>
    protected abstract void Run(StageContext context, TOptions options);
}
