using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Evaluate")]
[TaskDescription("Put all numbers into one table, with the differences between settings")]
[IsDependentOn(typeof(EvaluateJudgementsTask))]
[IsDependentOn(typeof(EvaluateLevelsTask))]
[IsDependentOn(typeof(EvaluateFewShotTask))]
[IsDependentOn(typeof(EvaluateHierarchyTask))]
[IsDependentOn(typeof(EvaluateValidationTask))]
[IsDependentOn(typeof(EvaluateRatingsTask))]
[IsDependentOn(typeof(EvaluateShiftTask))]
[IsDependentOn(typeof(EvaluateRobustnessTask))]
public sealed class EvaluateTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("evaluate");
}
