using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Finetune")]
[TaskDescription("Fine-tune the student on aligned labels")]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(LabelTask))]
[IsDependentOn(typeof(PrepareStudentTask))]
public sealed class FinetuneTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("finetune");
}
