using AligNet.Pipeline.Slurm;

namespace AligNet.EndToEnd.Tests.Slurm;

/// <summary>A cluster in memory: jobs end at the second look as the test says, and what waits for a job that did not end well never starts.</summary>
internal sealed class FakeSlurm : ISlurm
{
    private readonly Dictionary<string, (string Name, string[] Arguments, int Looks)> _jobs = [];

    public List<string> Submitted { get; } = [];

    public List<string> Cancelled { get; } = [];

    public Dictionary<string, string[]> ArgumentsOf { get; } = [];

    /// <summary>The state in which a job ends, given its name and how often it was submitted before.</summary>
    public Func<string, int, string> EndState { get; set; } = (_, _) => "COMPLETED";

    /// <summary>Called when a job ends well.</summary>
    public Action<string> Ended { get; set; } = _ => { };

    public int SilentLooks { get; set; }

    public string Submit(IReadOnlyList<string> arguments)
    {
        string name = arguments.Single(argument => argument.StartsWith("--job-name=alignet-", StringComparison.Ordinal))["--job-name=alignet-".Length..];
        string number = $"{_jobs.Count + 1}";
        _jobs[number] = (name, [.. arguments], 0);
        Submitted.Add(name);
        ArgumentsOf[name] = [.. arguments];
        return number;
    }

    public IReadOnlyList<SlurmStatus> States(IReadOnlyCollection<string> jobs)
    {
        if (SilentLooks-- > 0)
        {
            throw new SlurmException("squeue ended with exit code 1: Unable to contact slurm controller.");
        }

        return [.. jobs.SelectMany(number =>
        {
            (string name, string[] arguments, int looks) = _jobs[number];
            if (StateOf(number) != "PENDING")
            {
                _jobs[number] = (name, arguments, looks + 1);
            }

            string state = StateOf(number);
            if (state == "COMPLETED" && looks == 1)
            {
                Ended(name);
            }

            bool unsatisfied = Before(arguments).Any(before => StateOf(before) is not ("COMPLETED" or "PENDING" or "RUNNING"));
            int tasks = Array.Find(arguments, argument => argument.StartsWith("--array=0-", StringComparison.Ordinal)) is { } array ? int.Parse(array["--array=0-".Length..].Split('%')[0]) + 1 : 0;
            return (tasks == 0 ? [""] : Enumerable.Range(0, tasks).Select(task => $"{task}"))
                .Select(task => new SlurmStatus(number, task, state, unsatisfied ? "DependencyNeverSatisfied" : "None", state == "PENDING" ? "" : "n1"));
        })];
    }

    public IReadOnlyList<string> Find(string script) => [.. _jobs.Where(job => job.Value.Arguments.Contains(script)).Select(job => job.Key)];

    public void Cancel(IReadOnlyCollection<string> jobs) => Cancelled.AddRange(jobs.Select(number => _jobs[number].Name));

    private static string[] Before(string[] arguments) =>
        Array.Find(arguments, argument => argument.StartsWith("--dependency=afterok:", StringComparison.Ordinal)) is { } given ? given["--dependency=afterok:".Length..].Split(':') : [];

    private string StateOf(string number)
    {
        (string name, string[] arguments, int looks) = _jobs[number];
        return Before(arguments).Any(before => StateOf(before) != "COMPLETED") ? "PENDING"
            : looks < 2 ? "RUNNING"
            : EndState(name, _jobs.Count(job => job.Value.Name == name && int.Parse(job.Key) < int.Parse(number)));
    }
}
