namespace AligNet.Stages.IngestBenchmarks;

/// <summary>Images that a read-out of other images is tested on, with the classes that are right (METHOD 8.7).</summary>
/// <param name="Name">Name of the set.</param>
/// <param name="AmongItsOwn">Whether the read-out may choose only among the classes of the set, as ImageNet-A's and -R's evaluations do.</param>
/// <param name="Images">Rows of the benchmarks' images, each with one right class or more.</param>
/// <param name="LeftOut">Images without a right class that the read-out knows.</param>
internal sealed record RobustnessSet(string Name, bool AmongItsOwn, IReadOnlyList<(int Image, string[] Labels)> Images, int LeftOut);
