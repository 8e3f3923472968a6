using AligNet.Pipeline.Slurm;
using AligNet.Stages;

namespace AligNet.Tests.Pipeline.Slurm;

/// <summary>What is believed of a job that the cluster has forgotten, and of arrays.</summary>
public sealed class SubmittedJobTests : IDisposable
{
    private readonly TemporaryFolder _store = new();
    private readonly SlurmFolder _folder;

    public SubmittedJobTests() => _folder = SlurmFolder.Create(_store.Path, "driver", DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(0, SlurmPhase.Done)]
    [InlineData(1, SlurmPhase.Failed)]
    [InlineData(143, SlurmPhase.Machine)]
    [InlineData(null, SlurmPhase.Machine)]
    public void Look_JobThatIsForgotten_CountsByTheExitCodeThatItLeft(int? code, SlurmPhase phase)
    {
        SubmittedJob job = Job(tasks: 0);
        if (code is { } left)
        {
            _folder.End("cluster", "7", "", left);
        }

        job.Look([], _folder);
        job.Look([], _folder);

        Assert.Equal(phase, job.Phase);
    }

    [Fact]
    public void Look_MachineFailureThatSlurmMendsItself_IsNoEnd()
    {
        SubmittedJob job = Job(tasks: 0);

        job.Look([Status("", "NODE_FAIL")], _folder);
        Assert.False(job.Ended);
        job.Look([Status("", "PENDING")], _folder);
        job.Look([Status("", "NODE_FAIL")], _folder);
        Assert.False(job.Ended);
        job.Look([Status("", "NODE_FAIL")], _folder);
        Assert.True(job.Ended);
    }

    [Fact]
    public void Look_ArrayWithOneFailedTask_Failed()
    {
        SubmittedJob job = Job(tasks: 3);

        job.Look([Status("0", "COMPLETED"), Status("1", "FAILED"), Status("2", "RUNNING")], _folder);

        Assert.Equal(SlurmPhase.Failed, job.Phase);
        Assert.Equal("1", job.Worst!.Task);
    }

    [Fact]
    public void Look_ArrayWithTasksThatRun_IsActive()
    {
        SubmittedJob job = Job(tasks: 2);

        job.Look([Status("0", "COMPLETED"), Status("1", "RUNNING")], _folder);

        Assert.False(job.Ended);
        Assert.Equal("1 completed, 1 running", job.Text);
    }

    public void Dispose() => _store.Dispose();

    private static SlurmStatus Status(string task, string state) => new("7", task, state, "None", "n1");

    private static SubmittedJob Job(int tasks) => new(new SlurmJob("cluster", "cluster", [], tasks, new SlurmJobOptions()), "7");
}
