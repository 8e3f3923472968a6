using System.IO;
using AligNet.Domain;

namespace AligNet.EndToEnd.Tests.Slurm;

public class SlurmRunTests
{
    [Fact]
    public void Run_NothingToRun_SubmitsNothingAndMakesNoFolder()
    {
        using var bench = new SlurmBench { Running = [] };

        Assert.False(bench.Run());
        Assert.Empty(bench.Slurm.Submitted);
        Assert.Null(bench.Folder);
    }

    [Fact]
    public void Run_WholeGraph_SubmitsEachJobOnceWithWhatItNeeds()
    {
        using var bench = new SlurmBench("slurm.partition=long", "slurm.account=vision", "slurm.finetune.gpus=2", "slurm.finetune.memory=64G", "slurm.array_tasks=3", "slurm.arguments=[\"--qos=high\"]");

        Assert.True(bench.Run());

        Assert.Equal(bench.Slurm.Submitted.Distinct(), bench.Slurm.Submitted);
        string[] finetune = bench.Slurm.ArgumentsOf["finetune"];
        Assert.Superset(
            new SortedSet<string> { "--parsable", "--requeue", "--export=ALL", "--chdir=/work", "--partition=long", "--account=vision", "--gres=gpu:2", "--mem=64G", "--time=2:00:00", "--cpus-per-task=2", "--qos=high" },
            new SortedSet<string>(finetune));
        Assert.Equal([Path.Combine(bench.Folder!.Root, "job.sh"), "driver", "--target=finetune"], finetune[^3..]);
        Assert.Contains("--array=0-3%3", bench.Slurm.ArgumentsOf["embed-images-shards"]);
        Assert.DoesNotContain(bench.Slurm.ArgumentsOf["cluster"], argument => argument.StartsWith("--gres", StringComparison.Ordinal));
        Assert.Empty(bench.Slurm.Cancelled);
    }

    [Theory]
    [InlineData("NODE_FAIL")]
    [InlineData("BOOT_FAIL")]
    [InlineData("PREEMPTED")]
    public void Run_MachineFailsUnderAJob_SubmitsItAndWhatWaitedAgain(string state)
    {
        using var bench = new SlurmBench { Running = ["pretrain-student", "finetune", "evaluate-few-shot"] };
        bench.Slurm.EndState = (name, before) => name == "finetune" && before < 2 ? state : "COMPLETED";

        bench.Run();

        Assert.Equal(["pretrain-student", "finetune", "evaluate-few-shot", "finetune", "evaluate-few-shot", "finetune", "evaluate-few-shot"], bench.Slurm.Submitted);
    }

    [Fact]
    public void Run_MachineFailsAgainAndAgain_EndsAfterTheResubmissions()
    {
        using var bench = new SlurmBench("slurm.resubmissions=2") { Running = ["finetune"] };
        bench.Slurm.EndState = (_, _) => "NODE_FAIL";

        StageException fault = Assert.Throws<StageException>(() => bench.Run());

        Assert.StartsWith("finetune: was submitted 3 times and is still not in the store (last: job 3 node fail on n1).", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_JobFails_SaysWhichAndWhyAndCancelsWhatWaitsForIt()
    {
        using var bench = new SlurmBench { Running = ["pretrain-student", "cluster", "finetune", "evaluate-few-shot"] };
        bench.Slurm.EndState = (name, _) => name == "finetune" ? "FAILED" : "COMPLETED";
        bench.Slurm.Ended += _ =>
        {
            File.WriteAllLines(Path.Combine(bench.Folder!.Root, "finetune-3.log"), ["Finetune", "Error: the labels are no labels."]);
            bench.Folder.End("finetune", "3", "", 1);
        };

        StageException fault = Assert.Throws<StageException>(() => bench.Run());

        string[] lines = fault.Message.ReplaceLineEndings("\n").Split('\n');
        Assert.StartsWith("finetune: job 3 ended as FAILED on n1, exit code 1. Finished stages are kept;", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("finetune-3.log:", lines[1], StringComparison.Ordinal);
        Assert.Equal("  Error: the labels are no labels.", lines[^1]);
        Assert.Contains("evaluate-few-shot", bench.Slurm.Cancelled);
        Assert.DoesNotContain("pretrain-student", bench.Slurm.Cancelled);
    }

    [Theory]
    [InlineData("OUT_OF_MEMORY", "It had 4G of memory: give it more, --set slurm.finetune.memory=…")]
    [InlineData("TIMEOUT", "It had 2:00:00: give it more time, --set slurm.finetune.time=…")]
    [InlineData("CANCELLED", "Somebody cancelled it; the same command goes on from here.")]
    public void Run_JobEndsForWantOfSomething_SaysWhatToGive(string state, string advice)
    {
        using var bench = new SlurmBench { Running = ["finetune"] };
        bench.Slurm.EndState = (_, _) => state;

        StageException fault = Assert.Throws<StageException>(() => bench.Run());

        Assert.StartsWith($"finetune: job 1 ended as {state} on n1. {advice}", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["finetune"], bench.Slurm.Submitted);
    }

    [Fact]
    public void Run_Cancelled_CancelsAllThatHasNotEnded()
    {
        using var bench = new SlurmBench { Running = ["pretrain-student", "finetune", "evaluate-few-shot"] };
        using var stop = new CancellationTokenSource();
        bench.Slurm.Ended += _ => stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => bench.RunUntil(stop.Token));

        Assert.Equal(["finetune", "evaluate-few-shot"], bench.Slurm.Cancelled);
    }

    [Fact]
    public void Run_ControllerAway_WaitsForIt()
    {
        using var bench = new SlurmBench { Running = ["finetune"] };
        bench.Slurm.SilentLooks = 3;

        Assert.True(bench.Run());
        Assert.Single(bench.Log, line => line.Contains("Unable to contact slurm controller", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_JobThatGotALockThatIsHeld_EndsTheRun()
    {
        using var bench = new SlurmBench { Running = ["pretrain-student", "finetune"] };
        bench.Slurm.Ended += _ => File.WriteAllText(Path.Combine(bench.Folder!.Root, "unlocked"), "n1");

        StageException fault = Assert.Throws<StageException>(() => bench.Run());

        Assert.Contains("locks (flock) hold between machines", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["finetune"], bench.Slurm.Cancelled);
    }
}
