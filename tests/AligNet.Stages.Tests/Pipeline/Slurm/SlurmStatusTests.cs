using AligNet.Pipeline.Slurm;

namespace AligNet.Tests.Pipeline.Slurm;

public class SlurmStatusTests
{
    [Theory]
    [InlineData("12|N/A|RUNNING|n1|None", "12", "", "running on n1")]
    [InlineData("12|3|PENDING||Resources", "12", "3", "waiting")]
    [InlineData("12|N/A|PENDING||PartitionTimeLimit", "12", "", "waiting (PartitionTimeLimit)")]
    public void Parse_LineOfSqueue_GivesTheJob(string line, string job, string task, string text)
    {
        SlurmStatus status = SlurmStatus.Parse(line)!;

        Assert.Equal((job, task, text), (status.Job, status.Task, status.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("JOBID|…")]
    [InlineData("slurm_load_jobs error: Invalid job id specified")]
    public void Parse_AnythingElse_GivesNull(string line) => Assert.Null(SlurmStatus.Parse(line));

    [Theory]
    [InlineData("COMPLETED", "None", SlurmPhase.Done)]
    [InlineData("COMPLETING", "None", SlurmPhase.Active)]
    [InlineData("CONFIGURING", "None", SlurmPhase.Active)]
    [InlineData("SUSPENDED", "None", SlurmPhase.Active)]
    [InlineData("REQUEUED", "None", SlurmPhase.Active)]
    [InlineData("NODE_FAIL", "NodeFail", SlurmPhase.Machine)]
    [InlineData("BOOT_FAIL", "None", SlurmPhase.Machine)]
    [InlineData("PREEMPTED", "None", SlurmPhase.Machine)]
    [InlineData("PENDING", "launch failed requeued held", SlurmPhase.Machine)]
    [InlineData("PENDING", "JobHeldUser", SlurmPhase.Active)]
    [InlineData("PENDING", "DependencyNeverSatisfied", SlurmPhase.Blocked)]
    [InlineData("FAILED", "NonZeroExitCode", SlurmPhase.Failed)]
    [InlineData("TIMEOUT", "TimeLimit", SlurmPhase.Failed)]
    [InlineData("OUT_OF_MEMORY", "OutOfMemory", SlurmPhase.Failed)]
    [InlineData("CANCELLED", "None", SlurmPhase.Cancelled)]
    public void Phase_OfState_SaysWhatItMeansForTheRun(string state, string reason, SlurmPhase phase) =>
        Assert.Equal(phase, new SlurmStatus("1", "", state, reason, "").Phase);
}
