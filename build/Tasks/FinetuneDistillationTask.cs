using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("FinetuneDistillation")]
[TaskDescription("Fine-tune the student on unaligned labels")]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(LabelDistillationTask))]
[IsDependentOn(typeof(PrepareStudentTask))]
public sealed class FinetuneDistillationTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("finetune-distillation");
}
