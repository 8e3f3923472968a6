using System.Reflection;
using Cake.Cli;
using Cake.Core;

namespace Cake.Frosting;

/// <summary>Reads the command line, registers the tasks of the entry assembly with Cake's engine and runs the targets.</summary>
/// <remarks>Stands in for the type of the same name in the Cake.Frosting package, for registries that do not serve it; see
/// docs/deviations.md. Where the package drops a task whose context type does not fit, this says so and stops.</remarks>
public sealed class CakeHost
{
    private readonly HashSet<Assembly> _assemblies = [];

    /// <summary>A host for the tasks of the entry assembly.</summary>
    public CakeHost()
    {
        if (Assembly.GetEntryAssembly() is { } entry)
        {
            _assemblies.Add(entry);
        }
    }

    internal Type ContextType { get; set; } = typeof(FrostingContext);

    internal Type? LifetimeType { get; set; }

    internal void Add(Assembly assembly) => _assemblies.Add(assembly);

    /// <summary>Runs what the command line asks for.</summary>
    /// <param name="args">The command line: Cake's own options and any others, which tasks read from the context's arguments.</param>
    /// <returns>0, or 1 after a failure, which the log has then told.</returns>
    public int Run(IEnumerable<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        HostOptions options;
        try
        {
            options = HostOptions.Parse(args);
        }
        catch (CakeException exception)
        {
            return ExceptionLogger.LogException(new HostServices(HostOptions.Default).Log, exception);
        }

        var services = new HostServices(options);
        try
        {
            Run(services, options);
            return 0;
        }
#pragma warning disable CA1031 // The outermost frame: whatever failed becomes one message and an exit code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Exception cause = exception is CakeReportException { InnerException: { } inner } ? inner : exception;
            return ExceptionLogger.LogException(services.Log, cause);
        }
    }

    private void Run(HostServices services, HostOptions options)
    {
        if (options.Version)
        {
            services.Console.WriteLine($"Cake {services.Context.Environment.Runtime.CakeVersion.ToString(3)}");
            return;
        }

        var context = (IFrostingContext)Activator.CreateInstance(ContextType, BindingFlags.DoNotWrapExceptions, null, [services.Context], null)!;
        TaskRegistration.Register(services.Engine, TaskRegistration.TypesIn(_assemblies), ContextType);
        if (LifetimeType is not null && !options.DryRun)
        {
            var lifetime = (IFrostingLifetime)Activator.CreateInstance(LifetimeType)!;
            services.Engine.RegisterSetupAction(info => lifetime.Setup(context, info));
            services.Engine.RegisterTeardownAction(info => lifetime.Teardown(context, info));
        }

        IReadOnlyList<string> targets = options.Tree || options.Description
            ? options.Targets
            : TaskRegistration.Resolve(options.Targets, services.Engine.Tasks);
        ScriptHosts.Create(services, options, context).RunTargetsAsync(targets).GetAwaiter().GetResult();
    }
}
