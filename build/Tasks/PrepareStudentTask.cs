using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("PrepareStudent")]
[TaskDescription("Read the student's checkpoint")]
[IsDependentOn(typeof(PretrainStudentTask))]
public sealed class PrepareStudentTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("prepare-student");
}
