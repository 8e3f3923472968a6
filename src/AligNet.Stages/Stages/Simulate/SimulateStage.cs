namespace AligNet.Stages.Simulate;

/// <summary>Draws a simulated study: images, judgements, and the truth behind them, as a data folder like any user's.</summary>
public sealed class SimulateStage : Stage<SimulateOptions>
{
    /// <inheritdoc/>
    public override string Name => "simulate";

    /// <inheritdoc/>
    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["study"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, SimulateOptions options) =>
        SimulatedStudyWriter.Write(context.Output("study"), options, context.Seed, context.Progress);
}
