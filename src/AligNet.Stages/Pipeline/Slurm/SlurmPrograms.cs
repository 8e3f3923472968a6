using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using AligNet.Domain;

namespace AligNet.Pipeline.Slurm;

/// <summary>A cluster by its own programs: sbatch, squeue, scancel.</summary>
public sealed class SlurmPrograms : ISlurm
{
    private static readonly string[] Needed = ["sbatch", "squeue", "scancel"];

    /// <summary>What this program waits for one of Slurm's, which wait for the controller themselves.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly IReadOnlyDictionary<string, string> _environment;

    /// <summary>Creates the client.</summary>
    /// <param name="environment">Variables that jobs get beside those of this process: never written to a file or a command line by this program.</param>
    public SlurmPrograms(IReadOnlyDictionary<string, string> environment) => _environment = environment;

    /// <summary>Looks for the programs.</summary>
    /// <exception cref="OptionsException">They are not there.</exception>
    public static void Check()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (Array.Find(Needed, program => !Array.Exists(folders, folder => File.Exists(Path.Combine(folder, program)))) is { } missing)
        {
            throw new OptionsException(
                $"--executor=slurm: there is no {missing} on the PATH, and {string.Join(", ", Needed)} are needed. Start the command on a machine of the cluster that jobs are submitted from, or without --executor=slurm.");
        }
    }

    /// <inheritdoc/>
    public string Submit(IReadOnlyList<string> arguments)
    {
        // "123", or "123;cluster".
        string answer = Run("sbatch", arguments).Trim().Split('\n')[^1].Split(';')[0];
        return answer.Length > 0 && answer.All(char.IsAsciiDigit) ? answer : throw new SlurmException($"sbatch answered '{answer}', expected the number of a job.");
    }

    /// <inheritdoc/>
    public IReadOnlyList<SlurmStatus> States(IReadOnlyCollection<string> jobs)
    {
        try
        {
            return [.. Run("squeue", ["--noheader", "--array", "--states=all", $"--jobs={string.Join(',', jobs)}", $"--format={SlurmStatus.Format}"]).Split('\n').Select(SlurmStatus.Parse).OfType<SlurmStatus>()];
        }
        catch (SlurmException fault) when (fault.Message.Contains("Invalid job id", StringComparison.OrdinalIgnoreCase))
        {
            // What squeue says when the cluster has forgotten all of them.
            return [];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Find(string script) =>
    [
        .. Run("squeue", ["--noheader", "--me", "--format=%F|%o"]).Split('\n').Select(line => line.Split('|', 2))
            .Where(parts => parts.Length == 2 && parts[1].StartsWith(script, StringComparison.Ordinal)).Select(parts => parts[0].Trim()).Distinct(),
    ];

    /// <inheritdoc/>
    public void Cancel(IReadOnlyCollection<string> jobs) => Run("scancel", ["--quiet", .. jobs]);

    private string Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };

        // Variables of a job that this command itself may be a part of are not those of its jobs.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("SLURM_", StringComparison.Ordinal) && name != "SLURM_CONF").ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in _environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> error = process.StandardError.ReadToEndAsync();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw new SlurmException($"{program} did not answer within {Patience.TotalMinutes:0} minutes.");
            }

            process.WaitForExit();
            return process.ExitCode == 0 ? output.GetAwaiter().GetResult() : throw new SlurmException($"{program} ended with exit code {process.ExitCode}: {error.GetAwaiter().GetResult().Trim()}");
        }
        catch (Win32Exception fault)
        {
            throw new SlurmException($"{program} cannot be started: {fault.Message}", fault);
        }
    }
}
