using AligNet.Artifacts.WordNet;
using AligNet.Domain;
using AligNet.Numerics.Hierarchy;

namespace AligNet.Stages.IngestBenchmarks;

/// <summary>Makes BREEDS' tasks of labelled images: super-classes are learned from the images of some of their classes and tested on those of others (METHOD 8.6).</summary>
internal static class BreedsShift
{
    /// <summary>The images of one task.</summary>
    /// <param name="hierarchy">BREEDS' hierarchy.</param>
    /// <param name="task">The task.</param>
    /// <param name="split">How classes are parted into source and target.</param>
    /// <param name="images">Rows of images with the ids of their classes.</param>
    /// <returns>Task, "source" or "target", row, id of the super-class; by ascending super-class, sources first.</returns>
    /// <exception cref="ArtifactException">The hierarchy does not hold the task, or a class of it has no image.</exception>
    public static IEnumerable<(string Task, string Role, int Image, string Label)> Rows(
        BreedsHierarchy hierarchy, BreedsTask task, BreedsSplit split, ILookup<string, int> images)
    {
        BreedsClass[] classes = hierarchy.Classes(task, split);
        string[] missing = [.. classes.SelectMany(found => found.Source.Concat(found.Target)).Where(id => !images.Contains(id))];
        return missing.Length == 0
            ? classes.SelectMany(found => Side(found, "source", found.Source).Concat(Side(found, "target", found.Target)))
            : throw new ArtifactException(
                $"{hierarchy.Folder}: task {task.Name} needs images of {classes.Sum(found => found.Source.Length + found.Target.Length)} classes, data.clean_images has none of {missing.Length} of them, "
                + $"such as '{missing[0]}' ({hierarchy.Name(missing[0])}). Label the images by ids like n01440764, or leave the task out of ingest-benchmarks.breeds_tasks.");

        IEnumerable<(string, string, int, string)> Side(BreedsClass found, string role, string[] ids) =>
            ids.SelectMany(id => images[id]).Select(image => (task.Name, role, image, found.Id));
    }
}
