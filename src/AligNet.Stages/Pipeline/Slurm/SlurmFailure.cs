namespace AligNet.Pipeline.Slurm;

/// <summary>What is said about a job that failed by itself: which, how, what its log ends with, and what to do.</summary>
internal static class SlurmFailure
{
    public static string Text(SubmittedJob failed, SlurmFolder folder)
    {
        SlurmStatus? status = failed.Worst;
        string node = failed.Job.Node;
        string task = status?.Task ?? "";
        string log = folder.LogOf(node, failed.Number, task);
        IReadOnlyList<string> lines = SlurmFolder.LastLinesOf(log);
        int? code = folder.EndOf(node, failed.Number, task);
        string how = status is null ? "FAILED" : status.State == "FAILED" && status.Reason == "CANCELLED" ? "CANCELLED" : status.State;
        string where = status?.Machine is { Length: > 0 } machine ? $" on {machine}" : "";
        return string.Join(
            Environment.NewLine,
            [
                $"{node}: job {failed.Number}{(task.Length > 0 ? $"_{task}" : "")} ended as {how}{where}{(code is null ? "" : $", exit code {code}")}. {Advice(failed.Job, how, code)}",
                lines.Count > 0 ? $"The last lines of its log, {log}:" : $"It wrote no log ({log}).",
                .. lines.Select(line => $"  {line}"),
            ]);
    }

    private static string Advice(SlurmJob job, string state, int? code) => state switch
    {
        "OUT_OF_MEMORY" => $"It had {Had(job.Resources.Memory)} of memory: give it more, --set slurm.{job.Node}.memory=… or [slurm.{job.Node}] memory in the profile.",
        "TIMEOUT" or "DEADLINE" => $"It had {Had(job.Resources.Time)}: give it more time, --set slurm.{job.Node}.time=… or [slurm.{job.Node}] time in the profile. It goes on from what it kept.",
        "CANCELLED" => "Somebody cancelled it; the same command goes on from here.",
        _ when code is null => $"It left no exit code: it could not start, or was killed, as happens where memory ({Had(job.Resources.Memory)}; slurm.{job.Node}.memory) runs out and nobody counts it.",
        _ => "Finished stages are kept; mend what it says, and the same command goes on from here.",
    };

    private static string Had(string text) => text.Length > 0 ? text : "the cluster's default";
}
