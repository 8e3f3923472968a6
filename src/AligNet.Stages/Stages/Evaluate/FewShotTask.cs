using AligNet.Domain;
using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>Linear classification of images from a few labelled examples a class (METHOD 8.5): multinomial logistic regression
/// on standardised, frozen representations; each draw trains on its examples and is tested on all other images.</summary>
internal static class FewShotTask
{
    /// <summary>Name of the set that the evaluation images are.</summary>
    public const string EvaluationImages = "evaluation images";

    /// <summary>The accuracy of one subject on one set of images for every number of examples that the classes can give; nothing without labels.</summary>
    public static void Accuracy(
        Measurements found, Subject subject, string set, Representations images, string[] labels, IReadOnlyList<int> shots, int draws, IReadOnlyList<double> c, ulong seed)
    {
        string[] classes = [.. labels.Where(label => label.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        if (classes.Length < 2)
        {
            return;
        }

        int[] used = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row].Length > 0)];
        int[] numbers = [.. used.Select(row => Array.BinarySearch(classes, labels[row], StringComparer.Ordinal))];
        int smallest = numbers.CountBy(number => number).Min(count => count.Value);
        Representations rows = ScalarStandardisation.Apply(images.Select(used));
        int[] all = [.. Enumerable.Range(0, rows.Rows)];
        foreach (int examples in shots.Where(examples => examples < smallest))
        {
            var settings = new FewShotSettings { Shots = examples, Draws = draws, Seed = seed, Regularisation = ReadOut.Search(c, seed), Classifier = ReadOut.Of(c) };
            double[] accuracies = FewShot.Accuracies(rows, numbers, classes.Length, all, all, settings);
            found.Add(subject.Model, subject.Setting, ("few-shot", $"{set}, {examples}-shot, {classes.Length} classes", "accuracy"), new MeanScore(accuracies), "draws");
        }
    }
}
