using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("EvaluateTeacher")]
[TaskDescription("Measure the teacher, or any encoder, on human triplets without fine-tuning")]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(EmbedObjectsTask))]
public sealed class EvaluateTeacherTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("evaluate-teacher");
}
