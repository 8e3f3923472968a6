using AligNet.Artifacts;

namespace AligNet.Stages.Evaluate;

/// <summary>What a read-out was learned from, a row of readouts.parquet.</summary>
/// <param name="Subject">Model and setting.</param>
/// <param name="Task">What it tells apart.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Images">Images that it learned from.</param>
/// <param name="C">Inverse strength of the L2 penalty that was chosen.</param>
internal sealed record ReadOutRow(Subject Subject, string Task, int Classes, int Images, double C)
{
    /// <summary>Columns model, setting, task, classes, train_images, c.</summary>
    public static Table Table(IReadOnlyList<ReadOutRow> rows) => new(
        Column.Of("model", rows.Select(row => row.Subject.Model).ToArray()), Column.Of("setting", rows.Select(row => row.Subject.Setting).ToArray()),
        Column.Of("task", rows.Select(row => row.Task).ToArray()), Column.Of("classes", rows.Select(row => row.Classes).ToArray()),
        Column.Of("train_images", rows.Select(row => row.Images).ToArray()), Column.Of("c", rows.Select(row => row.C).ToArray()));
}
