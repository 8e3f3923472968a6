using AligNet.Domain;
using AligNet.Torch;

namespace AligNet.Stages.Pretrain;

/// <summary>Pretrains a simulated study's student: it classifies images by subordinate and is told nothing of what these have in
/// common, so nothing makes it group basic categories.</summary>
public static class StudentPretraining
{
    /// <summary>Trains the student.</summary>
    /// <param name="pixels">The large image set.</param>
    /// <param name="labels">The class of each image.</param>
    /// <param name="options">Size and training.</param>
    /// <param name="seed">Same seed and threads, same weights.</param>
    /// <param name="threads">Threads of the tensor library; 0 for one a processor.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Ends the training early.</param>
    /// <exception cref="OptionsException">An option cannot be used.</exception>
    public static PretrainedModel Run(
        IPixelSource pixels, IReadOnlyList<string> labels, PretrainOptions options, ulong seed, int threads, IStageProgress progress,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Count, pixels.Count);
        string[] classes = [.. labels.Distinct().Order(StringComparer.Ordinal)];
        var number = classes.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        ClassifierTargets Targets(int copies)
        {
            int[] rows = [.. Enumerable.Range(0, pixels.Count * copies)];
            return new ClassifierTargets(rows, [.. rows.Select(row => number[labels[row % pixels.Count]])], classes.Length);
        }

        return PretrainingRun.Train("pretraining the student", pixels, Targets, answerWeight: 0, options, seed, threads, progress, cancellation);
    }
}
