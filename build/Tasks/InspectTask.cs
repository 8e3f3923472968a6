using System.Globalization;
using AligNet.Build.Inspection;
using AligNet.Domain;
using AligNet.Pipeline;
using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Inspect")]
[TaskDescription("Show what --artifact=STAGE holds: schema, rows, statistics; --stats without rows, --rows=N, or --sql=\"select ...\"")]
public sealed class InspectTask : FrostingTask<PipelineContext>
{
    private const int RowsShown = 10;
    private const int RowsAnswered = 100;

    public override void Run(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string node = PipelineContext.NodeNamed(context.Argument("artifact")
            ?? throw new OptionsException("Inspect needs to know whose artifact: --target=Inspect --artifact=cluster.")).Name;
        ArtifactLocation artifact = context.Session.Current(node)
            ?? throw new OptionsException($"{node} has no current artifact: it has not run with this profile and these options. Run --target={TaskGraph.TaskName(node)}, or see --target=Status.");
        int? rows = context.Argument("rows") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : null;
        var inspector = new ArtifactInspector(artifact.Folder, artifact.Files);
        System.Console.WriteLine(artifact.Folder);
        if (context.Argument("sql") is { } sql)
        {
            inspector.PrintQuery(sql, rows ?? RowsAnswered, TablePrinter.Print);
        }
        else
        {
            inspector.PrintTables(context.Arguments.HasArgument("stats") ? 0 : rows ?? RowsShown, TablePrinter.Print);
        }
    }
}
