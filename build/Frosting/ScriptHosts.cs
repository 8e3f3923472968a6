using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.Scripting;
using Spectre.Console;

namespace Cake.Frosting;

/// <summary>Chooses among Cake's own script hosts: run, dry run, tree, description.</summary>
internal static class ScriptHosts
{
    public static IScriptHost Create(HostServices services, HostOptions options, IFrostingContext context) =>
        options switch
        {
            { Description: true } => Describe(services, context),
            { Tree: true } => new TreeScriptHost(services.Engine, context, services.Console),
            { DryRun: true } => With(new DryRunScriptHost<IFrostingContext>(services.Engine, context, services.Log), options),
            _ => With(Build(services, context), options),
        };

    // A method of its own, so that Spectre.Console is loaded for this option alone.
    private static DescriptionScriptHost Describe(HostServices services, IFrostingContext context) =>
        new(services.Engine, context, AnsiConsole.Console);

    private static BuildScriptHost<IFrostingContext> Build(HostServices services, IFrostingContext context)
    {
        ICakeReportPrinter printer = services.Log.Verbosity < Verbosity.Normal
            ? new NoReport()
            : new CakeReportPrinter(services.Console, context);
        return new(services.Engine, new DefaultExecutionStrategy(services.Log, printer), context, printer, services.Configuration, services.Log);
    }

    private static ScriptHost With(ScriptHost host, HostOptions options)
    {
        if (options.Exclusive)
        {
            host.Settings.UseExclusiveTarget();
        }

        return host;
    }
}
