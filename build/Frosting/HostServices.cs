using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Frosting;

/// <summary>The engine and what it stands on, put together by hand: a container would take longer to start than the engine.</summary>
internal sealed class HostServices : IServiceProvider
{
    private readonly List<object> _all;

    public HostServices(HostOptions options)
    {
        var environment = new CakeEnvironment(new CakePlatform(), new CakeRuntime());
        var files = new FileSystem();
        var globber = new Globber(files, environment);
        Console = new HostConsole(environment);
        Log = new HostLog(new CakeBuildLog(Console, options.Verbosity));
        Configuration = new CakeConfigurationProvider(files, environment).CreateConfiguration(
            ConfigurationFolder(files, environment),
            options.All.GroupBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.OrdinalIgnoreCase));
        var tools = new ToolLocator(
            environment, new ToolRepository(environment), new ToolResolutionStrategy(files, environment, globber, Configuration, Log));
        var arguments = new CakeArguments(options.All.ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase));
        var processes = new ProcessRunner(files, environment, Log, tools, Configuration);
        var data = new CakeDataService();
        var installer = new ToolInstaller(environment, tools, Configuration, Log, []);
        Context = new CakeContext(
            files, environment, globber, Log, arguments, processes, new WindowsRegistry(), tools, data, Configuration, installer, this);
        Engine = new CakeEngine(data, Log);
        _all = [environment, files, globber, Console, Log, Configuration, tools, arguments, processes, data, installer, Context, Engine];
    }

    public IConsole Console { get; }

    public ICakeLog Log { get; }

    public ICakeConfiguration Configuration { get; }

    public ICakeContext Context { get; }

    public ICakeEngine Engine { get; }

    /// <inheritdoc/>
    public object? GetService(Type serviceType) => _all.Find(serviceType.IsInstanceOfType);

    /// <summary>The working folder; when it has no cake.config, the nearest folder above the program that has one,
    /// so that the build's configuration holds wherever it is started from.</summary>
    private static DirectoryPath ConfigurationFolder(FileSystem files, CakeEnvironment environment)
    {
        bool HasConfiguration(DirectoryPath folder) => files.GetFile(folder.CombineWithFilePath("cake.config")).Exists;
        DirectoryPath working = environment.WorkingDirectory;
        if (HasConfiguration(working))
        {
            return working;
        }

        for (DirectoryPath? folder = environment.ApplicationRoot; folder is not null; folder = folder.GetParent())
        {
            if (HasConfiguration(folder))
            {
                return folder;
            }
        }

        return working;
    }
}
