using AligNet.Build.Slurm;
using AligNet.Domain;
using Cake.Core;

namespace AligNet.Build;

/// <summary>Refuses options that nothing would read.</summary>
public static class ArgumentCheck
{
    /// <summary>Written by <see cref="CommandLine.Prepare"/>: whether to plan targets alone, and whether to change nothing: a plan then ends with 0 whatever would run.
    /// Written by <see cref="SlurmExecutor"/>: the folder of a job's run.</summary>
    private static readonly string[] Internal = ["alone", "dry", RunningJob.Option];

    /// <summary>What --executor can be.</summary>
    private static readonly string[] Executors = ["local", "slurm"];

    /// <summary>Sections of cake.config, whose entries Cake also takes as options, e.g. --settings_showprocesscommandline=true.</summary>
    private static readonly string[] CakeSections = ["settings_", "paths_", "nuget_"];

    /// <summary>Checks every option of a command line.</summary>
    /// <exception cref="OptionsException">An option that does not exist, lacks its value or has one it cannot use.</exception>
    public static void Check(ICakeArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        foreach ((string name, ICollection<string> values) in arguments.GetArguments())
        {
            if (Internal.Contains(name) || Array.Exists(CakeSections, section => name.StartsWith(section, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            (string Name, string? Value, string Help) option =
                CommandLine.Options.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (option.Name is null)
            {
                throw new OptionsException($"There is no option --{name}.{NearestName.Hint($"--{name}", [.. CommandLine.Options.Select(known => $"--{known.Name}")])}");
            }

            foreach (string value in values)
            {
                CheckValue(option, value);
            }
        }
    }

    private static void CheckValue((string Name, string? Value, string Help) option, string value)
    {
        if (option.Value is not null && (value.Length == 0 || (value == "true" && option.Name != "filter")))
        {
            throw new OptionsException($"--{option.Name} needs a value: --{option.Name}={option.Value} ({option.Help}).");
        }

        if (option.Value is null && value is not "true" and not "false")
        {
            throw new OptionsException($"--{option.Name} takes no value, found '{value}'.");
        }

        if (option.Name == "executor" && !Executors.Contains(value))
        {
            throw new OptionsException($"--executor={value}: there is no such executor.{NearestName.Hint(value, Executors)}");
        }

        if (option.Value == "N" && !ulong.TryParse(value, out _))
        {
            throw new OptionsException($"--{option.Name}={value}: expected a whole number, 0 or more.");
        }
    }
}
