using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("FinetuneDistillation")]
[TaskDescription("Fine-tune the student on the unaligned teacher's labels")]
[IsDependentOn(typeof(LabelDistillationTask))]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(PrepareStudentTask))]
[IsDependentOn(typeof(SimulateTask))]
public sealed class FinetuneDistillationTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("finetune-distillation");
}
