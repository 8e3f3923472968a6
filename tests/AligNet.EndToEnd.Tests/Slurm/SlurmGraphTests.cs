using AligNet.Pipeline.Slurm;

namespace AligNet.EndToEnd.Tests.Slurm;

public class SlurmGraphTests
{
    [Fact]
    public void Of_LightStagesBetween_WaitsForTheNearestJobsAboveThem()
    {
        using var bench = new SlurmBench();

        Dictionary<string, SlurmJob> jobs = bench.Jobs().ToDictionary(job => job.Name);

        // prepare-student and sample-triplets are no jobs.
        Assert.Equal(["label", "pretrain-student"], jobs["finetune"].After.Order());
        Assert.Equal(["cluster", "transform-images"], jobs["label-shards"].After.Order());
        Assert.Empty(jobs["pretrain-teacher"].After);
        Assert.DoesNotContain("ingest", jobs.Keys);
    }

    [Fact]
    public void Of_ShardedStage_IsAnArrayAndAJobThatPutsItTogether()
    {
        using var bench = new SlurmBench("slurm.embed-images.shards=6");

        SlurmJob[] jobs = [.. bench.Jobs().Where(job => job.Node == "embed-images")];

        Assert.Equal([("embed-images-shards", 6), ("embed-images", 0)], jobs.Select(job => (job.Name, job.Tasks)));
        Assert.Equal(["pretrain-teacher"], jobs[0].After);
        Assert.Equal(["embed-images-shards"], jobs[1].After);
    }

    [Fact]
    public void Of_StageThatIsUpToDate_IsNoJobAndNothingWaitsForIt()
    {
        using var bench = new SlurmBench { Running = ["finetune", "evaluate-few-shot", "report"] };

        SlurmJob[] jobs = [.. bench.Jobs()];

        Assert.Equal(["finetune", "evaluate-few-shot"], jobs.Select(job => job.Name));
        Assert.Empty(jobs[0].After);
    }

    [Fact]
    public void Of_JobsAfterOthers_ComeAfterThemInTheList()
    {
        using var bench = new SlurmBench();
        List<string> names = [.. bench.Jobs().Select(job => job.Name)];

        Assert.All(bench.Jobs(), job => Assert.All(job.After, before => Assert.InRange(names.IndexOf(before), 0, names.IndexOf(job.Name) - 1)));
    }
}
