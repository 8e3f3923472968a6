namespace AligNet.Stages.Evaluate;

/// <summary>A difference between two settings of one model over the same units, a row of comparisons.parquet (METHOD 8.10).</summary>
/// <param name="Model">"teacher" or "student".</param>
/// <param name="Task">As <see cref="Metric.Task"/>.</param>
/// <param name="Subset">As <see cref="Metric.Subset"/>.</param>
/// <param name="Name">As <see cref="Metric.Name"/>.</param>
/// <param name="Before">Setting that is subtracted.</param>
/// <param name="After">Setting that it is subtracted from.</param>
/// <param name="Difference">After − before.</param>
/// <param name="Low">Lower end of its 95 % interval over paired units, or null.</param>
/// <param name="High">Upper end.</param>
/// <param name="PValue">Two-sided, uncorrected, or null when no resamples were asked for or the measure is undefined.</param>
/// <param name="Test">"sign-flip" (permutation of paired units), "sign-flip by cluster", "paired bootstrap", "bootstrap t" (over the bootstrap's standard
/// error) or "jackknife".</param>
/// <param name="N">Units.</param>
/// <param name="Unit">What they are.</param>
internal sealed record Comparison(
    string Model, string Task, string Subset, string Name, string Before, string After,
    double Difference, double? Low, double? High, double? PValue, string Test, long N, string Unit);
