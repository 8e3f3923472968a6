using Cake.Core;
using Cake.Frosting;

namespace AligNet.EndToEnd.Tests.Frosting;

[TaskName("First")]
[TaskDescription("Comes first")]
public sealed class FirstTask : FrostingTask<RecordingContext>
{
    public override void Run(RecordingContext context) => RecordingContext.Calls.Add("First");
}

[TaskName("Second")]
[IsDependentOn(typeof(FirstTask))]
public sealed class SecondTask : FrostingTask<RecordingContext>
{
    public override void Run(RecordingContext context) => RecordingContext.Calls.Add($"Second {context.Arguments.GetArgument("word")}".TrimEnd());

    public override void Finally(RecordingContext context) => RecordingContext.Calls.Add("Second ends");
}

[TaskName("Before-Third")]
[IsDependeeOf(typeof(ThirdTask))]
public sealed class BeforeThirdTask : FrostingTask<RecordingContext>
{
    public override void Run(RecordingContext context) => RecordingContext.Calls.Add("Before-Third");
}

[TaskName("Third")]
[IsDependentOn(typeof(SecondTask))]
public sealed class ThirdTask : FrostingTask<RecordingContext>
{
    public override void Run(RecordingContext context) => RecordingContext.Calls.Add("Third");
}

[TaskName("Skipped")]
public sealed class SkippedTask : FrostingTask<RecordingContext>
{
    public override bool ShouldRun(RecordingContext context) => false;

    public override void Run(RecordingContext context) => RecordingContext.Calls.Add("Skipped");
}

[TaskName("After-Skipped")]
[IsDependentOn(typeof(SkippedTask))]
public sealed class AfterSkippedTask : FrostingTask<RecordingContext>
{
    public override void Run(RecordingContext context) => RecordingContext.Calls.Add("After-Skipped");
}

[TaskName("Failing")]
[IsDependentOn(typeof(FirstTask))]
public sealed class FailingTask : FrostingTask<RecordingContext>
{
    public override void Run(RecordingContext context) => throw new CakeException("as it should");
}

[TaskName("After-Failing")]
[IsDependentOn(typeof(FailingTask))]
public sealed class AfterFailingTask : FrostingTask<RecordingContext>
{
    public override void Run(RecordingContext context) => RecordingContext.Calls.Add("After-Failing");
}

[TaskName("Forgiven")]
public sealed class ForgivenTask : FrostingTask<RecordingContext>
{
    public override void Run(RecordingContext context) => throw new CakeException("forgiven");

    public override void OnError(Exception exception, RecordingContext context) => RecordingContext.Calls.Add($"handled {exception.Message}");
}
