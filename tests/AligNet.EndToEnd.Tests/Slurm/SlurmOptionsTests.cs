using AligNet.Domain;
using AligNet.Pipeline;
using AligNet.Stages;

namespace AligNet.EndToEnd.Tests.Slurm;

public class SlurmOptionsTests
{
    [Fact]
    public void Load_OptionOfOneStage_WinsOverTheGeneralOne()
    {
        PipelineOptions options = SlurmBench.Load("slurm.memory=7G", "slurm.cluster.memory=9G", "slurm.finetune.gpus=1", "slurm.cluster.job=false");

        Assert.Equal(("9G", "7G"), (options.SlurmJobs["cluster"].Memory, options.SlurmJobs["finetune"].Memory));
        Assert.Equal((0, 1), (options.SlurmJobs["cluster"].Gpus, options.SlurmJobs["finetune"].Gpus));
        Assert.False(options.SlurmJobs["cluster"].Job);
        Assert.True(options.SlurmJobs["finetune"].Job);
    }

    [Theory]
    [InlineData("slurm.memori=7G", "--set slurm.memori=7G: there is no option 'slurm.memori'. Did you mean 'memory'?")]
    [InlineData("slurm.finetun.memory=7G", "--set slurm.finetun.memory=7G: there is no section 'slurm.finetun'. Did you mean 'slurm.finetune'?")]
    [InlineData("slurm.finetune.memry=7G", "--set slurm.finetune.memry=7G: there is no option 'slurm.finetune.memry'. Did you mean 'memory'?")]
    [InlineData("slurm.memory=much", "--set slurm.memory=much: slurm.memory: expected a whole number with K, M, G or T, like \"16G\", found 'much'.")]
    [InlineData("slurm.cluster.time=soon", "--set slurm.cluster.time=soon: slurm.cluster.time: expected minutes, hours:minutes:seconds or days-hours:minutes:seconds, like \"4:00:00\" or \"2-00:00:00\", found 'soon'.")]
    [InlineData("slurm.finetune.shards=3", "--set slurm.finetune.shards=3: slurm.finetune.shards: finetune does not work in shards; embed-images, label, label-distillation do.")]
    [InlineData("clustr.k=3", "--set clustr.k=3: there is no section 'clustr'. Did you mean 'cluster'?")]
    public void Load_WrongOption_IsOneMessageWithWhatToDo(string set, string message) =>
        Assert.Equal(message, Assert.Throws<OptionsException>(() => SlurmBench.Load(set)).Message);

    [Theory]
    [InlineData("90", true)]
    [InlineData("4:00:00", true)]
    [InlineData("2-00:00:00", true)]
    [InlineData("1-12", true)]
    [InlineData("", true)]
    [InlineData("4h", false)]
    [InlineData("4:00:00 --wrap=x", false)]
    public void Errors_Time_AreThoseThatSbatchWouldNotRead(string time, bool valid) => Assert.Equal(valid, !new SlurmOptions { Time = time }.Errors().Any());
}
