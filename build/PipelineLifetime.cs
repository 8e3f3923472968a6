using AligNet.Build.Console;
using Cake.Core;
using Cake.Frosting;

namespace AligNet.Build;

/// <summary>Before the first task: which profile and which store. After the last: one line a stage.</summary>
public sealed class PipelineLifetime : FrostingLifetime<PipelineContext>
{
    /// <inheritdoc/>
    public override void Setup(PipelineContext context, ISetupContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.HasSession && context.ShowsHeadings)
        {
            System.Console.WriteLine($"  profile {context.Session.Options.Profile}, store {context.Session.ArtifactsFolder}");
        }

        context.RunJobs();
    }

    /// <inheritdoc/>
    public override void Teardown(PipelineContext context, ITeardownContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.HasSession)
        {
            StageLine.WriteAll(context.Session.Outcomes);
            foreach (string unread in context.Session.UnreadOptions())
            {
                System.Console.WriteLine(unread);
            }

            try
            {
                context.ReportCaches();
            }
            finally
            {
                context.CloseSession();
            }
        }
    }
}
