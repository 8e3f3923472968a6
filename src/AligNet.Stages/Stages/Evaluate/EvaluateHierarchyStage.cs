namespace AligNet.Stages.Evaluate;

/// <summary>Compares the arrangement of images before and after with the hierarchy of their classes, tells how variance spreads over principal components, and
/// how alike the geometries of models and settings are (METHOD 8.8, 8.9).</summary>
public sealed class EvaluateHierarchyStage : Stage<EvaluateHierarchyOptions>
{
    /// <inheritdoc/>
    public override string Name => "evaluate-hierarchy";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs =>
        ["metrics.parquet", "comparisons.parquet", "relations.parquet", "categories.parquet", "spectra.parquet", "geometry.parquet", ScoreTable.File];

    /// <inheritdoc/>
    protected override void Run(StageContext context, EvaluateHierarchyOptions options)
    {
        using var subjects = new SubjectList(context);
        var found = new Measurements(options.BootstrapSamples, context.Seed);
        var set = HierarchySet.From(context, options.MostImages);
        context.Progress.Log($"Hierarchy: {set.Count} {set.Name} of {set.Classes.Distinct().Count()} classes, {set.Superordinates.Count(name => name.Length > 0)} of them in categories.");
        var changes = new DistanceChanges(set, options, context.Seed);
        var geometries = new Geometries(set, options);
        foreach (Subject subject in subjects.InTurn(context, "hierarchy"))
        {
            changes.Add(subject);
            geometries.Add(subject);
        }

        changes.Measure(found);
        context.Cancellation.ThrowIfCancellationRequested();
        geometries.Measure(found);
        found.Write(context);
        context.WriteTable("relations.parquet", changes.Relations());
        context.WriteTable("categories.parquet", changes.BetweenCategories());
        context.WriteTable("spectra.parquet", geometries.Spectra());
        context.WriteTable("geometry.parquet", geometries.Similarities());
    }
}
