using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Finetune")]
[TaskDescription("Fine-tune the student on the aligned teacher's labels")]
[IsDependentOn(typeof(LabelTask))]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(PrepareStudentTask))]
[IsDependentOn(typeof(SimulateTask))]
public sealed class FinetuneTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("finetune");
}
