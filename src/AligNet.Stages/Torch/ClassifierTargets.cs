namespace AligNet.Torch;

/// <summary>What a classifier learns to say about images: one class each, a row of yes-or-no answers each, or both.</summary>
public sealed class ClassifierTargets
{
    /// <summary>Wraps targets; arrays are not copied.</summary>
    /// <param name="rows">Row numbers of the images to learn from.</param>
    /// <param name="labels">A class in [0, <paramref name="classes"/>) for each of them, or null for no classes.</param>
    /// <param name="classes">Number of classes; 0 without labels.</param>
    /// <param name="answers">rows × <paramref name="questions"/> values in [0, 1], row-major, or null.</param>
    /// <param name="questions">Number of answers for each image; 0 without answers.</param>
    /// <exception cref="ArgumentException">Counts do not fit, a label or an answer is out of range, or there is nothing to learn.</exception>
    public ClassifierTargets(int[] rows, int[]? labels, int classes, float[]? answers = null, int questions = 0)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Length == 0 || (labels is null) != (classes == 0) || (answers is null) != (questions == 0) || (labels is null && answers is null))
        {
            throw new ArgumentException("Expected rows, and labels with a number of classes or answers with a number of questions.", nameof(rows));
        }

        if (labels is not null && (labels.Length != rows.Length || labels.Any(label => (uint)label >= (uint)classes)))
        {
            throw new ArgumentException($"Expected {rows.Length} labels from 0 to {classes - 1}.", nameof(labels));
        }

        if (answers is not null && (answers.LongLength != (long)rows.Length * questions || answers.Any(answer => answer is not (>= 0 and <= 1))))
        {
            throw new ArgumentException($"Expected {rows.Length} × {questions} answers from 0 to 1.", nameof(answers));
        }

        (Rows, Labels, Classes, Answers, Questions) = (rows, labels, classes, answers, questions);
    }

    /// <summary>Row numbers of the images.</summary>
    public int[] Rows { get; }

    /// <summary>Class of each, or null.</summary>
    public int[]? Labels { get; }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Answers, row-major, or null.</summary>
    public float[]? Answers { get; }

    /// <summary>Answers for each image.</summary>
    public int Questions { get; }
}
