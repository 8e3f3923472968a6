using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("EvaluateValidation")]
[TaskDescription("Measure how far the student follows the teacher on triplets that it was not trained on")]
[IsDependentOn(typeof(LabelTask))]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(PrepareStudentTask))]
[IsDependentOn(typeof(FinetuneTask))]
[IsDependentOn(typeof(SimulateTask))]
public sealed class EvaluateValidationTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("evaluate-validation");
}
