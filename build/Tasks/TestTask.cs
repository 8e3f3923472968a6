using AligNet.Build.Testing;
using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Test")]
[TaskDescription("Run the tests; --filter=Golden or part of a class name chooses, --filter=Slow runs the slow ones")]
[IsDependentOn(typeof(BuildTask))]
public sealed class TestTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => new TestRun(context).Execute();
}
