using Cake.Core;
using Cake.Frosting;

namespace AligNet.EndToEnd.Tests.Frosting;

public class CakeHostTests
{
    [Fact]
    public void Run_Target_RunsWhatItDependsOnFirst()
    {
        Assert.Equal(0, Run("--target=Third"));

        // Before-Third needs nothing itself, so it may come anywhere before Third.
        Assert.Equal(["setup", "First", "Second", "Second ends", "Third", "teardown"], RecordingContext.Calls.Except(["Before-Third"]));
        Assert.InRange(RecordingContext.Calls.IndexOf("Before-Third"), 1, RecordingContext.Calls.IndexOf("Third") - 1);
    }

    [Theory]
    [InlineData("--exclusive", "--target=Second")]
    [InlineData("-t", "second", "-e")]
    public void Run_Exclusive_RunsTheTargetAlone(params string[] args)
    {
        Assert.Equal(0, Run(args));

        Assert.Equal(["setup", "Second", "Second ends", "teardown"], RecordingContext.Calls);
    }

    [Fact]
    public void Run_SeveralTargets_RunsEachOnce()
    {
        Assert.Equal(0, Run("--target=First", "--target=Second"));

        Assert.Equal(["setup", "First", "Second", "Second ends", "teardown"], RecordingContext.Calls);
    }

    [Theory]
    [InlineData("--word=spoken")]
    [InlineData("--word", "spoken")]
    public void Run_OwnOption_ReachesTheTask(params string[] option)
    {
        Assert.Equal(0, Run(["--exclusive", "--target=Second", .. option]));

        Assert.Contains("Second spoken", RecordingContext.Calls);
    }

    [Fact]
    public void Run_FailingTask_StopsTearsDownAndReturnsOne()
    {
        Assert.Equal(1, Run("--target=After-Failing"));

        Assert.Equal(["setup", "First", "teardown after as it should"], RecordingContext.Calls);
    }

    [Fact]
    public void Run_FailureThatTheTaskHandles_IsNoFailure()
    {
        Assert.Equal(0, Run("--target=Forgiven"));

        Assert.Contains("handled forgiven", RecordingContext.Calls);
    }

    [Fact]
    public void Run_TaskWithUnmetCriterion_IsSkipped()
    {
        Assert.Equal(0, Run("--target=After-Skipped"));

        Assert.Equal(["setup", "After-Skipped", "teardown"], RecordingContext.Calls);
    }

    [Theory]
    [InlineData("--dryrun", "--target=Third")]
    [InlineData("--tree")]
    [InlineData("--description")]
    [InlineData("--version")]
    public void Run_Question_RunsNoTask(params string[] args)
    {
        RecordingContext.Calls.Clear();

        Assert.Equal(0, Run(args));

        Assert.Empty(RecordingContext.Calls);
    }

    [Theory]
    [InlineData("--target=Nowhere")]
    [InlineData("Third")]
    [InlineData("-x")]
    [InlineData("--verbosity=shouting")]
    public void Run_CommandLineThatCannotBeRead_ReturnsOne(params string[] args)
    {
        RecordingContext.Calls.Clear();

        Assert.Equal(1, Run(args));

        Assert.Empty(RecordingContext.Calls);
    }

    [Fact]
    public void Register_TaskOfAnotherContext_NamesIt()
    {
        var services = new HostServices(HostOptions.Default);

        var fault = Assert.Throws<CakeException>(
            () => TaskRegistration.Register(services.Engine, [typeof(FirstTask)], typeof(FrostingContext)));

        Assert.Equal("Task FirstTask takes a RecordingContext, but the build's context is a FrostingContext.", fault.Message);
    }

    [Fact]
    public void Register_TwoTasksOfOneName_NamesThem()
    {
        var services = new HostServices(HostOptions.Default);

        var fault = Assert.Throws<CakeException>(
            () => TaskRegistration.Register(services.Engine, [typeof(FirstTask), typeof(FirstTask)], typeof(RecordingContext)));

        Assert.StartsWith("Two tasks are called First", fault.Message, StringComparison.Ordinal);
    }

    private static int Run(params string[] args) =>
        new CakeHost().UseContext<RecordingContext>().UseLifetime<RecordingLifetime>().Run([.. args, .. args.Any(word => word.StartsWith("--verbosity", StringComparison.Ordinal)) ? Array.Empty<string>() : ["--verbosity=quiet"]]);
}
