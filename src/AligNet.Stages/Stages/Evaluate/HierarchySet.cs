using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Stages.Evaluate;

/// <summary>The images whose arrangement is compared (METHOD 8.8, 8.9), with what is known of them.</summary>
internal sealed class HierarchySet
{
    private readonly Func<Subject, Representations> _list;
    private readonly int[] _rows;

    private HierarchySet(string name, Func<Subject, Representations> list, int[] rows, string[] classes, string[] basics, string[] superordinates)
    {
        (Name, _list, _rows) = (name, list, rows);
        (Classes, Basics, Superordinates) = (classes, basics, superordinates);
    }

    /// <summary>What they are, in words.</summary>
    public string Name { get; }

    /// <summary>Number of images.</summary>
    public int Count => _rows.Length;

    /// <summary>Class of each image; its own where the profile names no classes.</summary>
    public string[] Classes { get; }

    /// <summary>Basic category of each image, or empty text.</summary>
    public string[] Basics { get; }

    /// <summary>Superordinate category of each image, or empty text.</summary>
    public string[] Superordinates { get; }

    /// <summary>The first of the profile's hierarchy images, evaluation images and objects that the stage was given.</summary>
    /// <param name="context">The stage's inputs.</param>
    /// <param name="most">Most images, taken evenly over classes.</param>
    public static HierarchySet From(StageContext context, int most)
    {
        if (context.HasInput("hierarchy"))
        {
            Table table = context.ReadTable("hierarchy");
            return Evenly("hierarchy images", subject => subject.Benchmarks, table.Get<int>("image"), table.Get<string>("class"), table.Get<string>("basic"), table.Get<string>("superordinate"), most);
        }

        (string name, Func<Subject, Representations> list, string[] classes) = context.HasInput("evaluation-images")
            ? ("evaluation images", subject => subject.Evaluation, context.ReadTable("evaluation-images").Get<string>("label"))
            : ("objects", (Func<Subject, Representations>)(subject => subject.Objects), context.ReadTable("objects").Get<string>("name"));
        string[] own = [.. classes.Select((label, row) => label.Length > 0 ? label : $"image {row}")];
        string[] none = [.. classes.Select(_ => "")];
        return Evenly(name, list, [.. Enumerable.Range(0, classes.Length)], own, none, none, most);
    }

    /// <summary>The representations of a subject, one row an image.</summary>
    public Representations Of(Subject subject) => _list(subject).Select(_rows);

    /// <summary>What is resampled together: a number for each image.</summary>
    public int[] Units(ResamplingUnit unit) => unit == ResamplingUnit.Images ? [.. Enumerable.Range(0, Count)] : Numbered(Classes);

    /// <summary>What the units are, in the plural.</summary>
    public string UnitName(ResamplingUnit unit) => unit == ResamplingUnit.Images ? "images" : Name == "objects" ? "objects" : "classes";

    /// <summary>Names numbered from 0 in the order of their code points.</summary>
    public static int[] Numbered(IReadOnlyList<string> names)
    {
        string[] distinct = [.. names.Distinct().Order(StringComparer.Ordinal)];
        return [.. names.Select(name => Array.BinarySearch(distinct, name, StringComparer.Ordinal))];
    }

    private static HierarchySet Evenly(string name, Func<Subject, Representations> list, int[] images, string[] classes, string[] basics, string[] superordinates, int most)
    {
        int[] order = [.. Enumerable.Range(0, images.Length).OrderBy(row => classes[row], StringComparer.Ordinal)];
        int taken = Math.Min(order.Length, most);
        int[] kept = [.. Enumerable.Range(0, taken).Select(index => order[(int)((long)index * order.Length / taken)])];
        return new HierarchySet(name, list, Pick(images), Pick(classes), Pick(basics), Pick(superordinates));

        T[] Pick<T>(T[] values) => [.. kept.Select(row => values[row])];
    }
}
