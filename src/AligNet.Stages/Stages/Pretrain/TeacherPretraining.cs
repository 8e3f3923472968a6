using AligNet.Domain;
using AligNet.Torch;

namespace AligNet.Stages.Pretrain;

/// <summary>Pretrains a simulated study's teacher: for each image and each word of the captions it learns whether they belong
/// together, by a sigmoid loss. Captions say how things look as well as what they are, so both are in its representation.</summary>
/// <remarks>After SigLIP (Zhai et al., Sigmoid Loss for Language Image Pre-Training, ICCV 2023), with one learned vector a word in place
/// of a text tower and all words of the vocabulary in place of the batch's other captions.</remarks>
public static class TeacherPretraining
{
    /// <summary>Trains the teacher.</summary>
    /// <param name="pixels">The large image set.</param>
    /// <param name="captions">A caption for each image: words separated by blanks.</param>
    /// <param name="options">Size and training.</param>
    /// <param name="seed">Same seed and threads, same weights.</param>
    /// <param name="threads">Threads of the tensor library; 0 for one a processor.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Ends the training early.</param>
    /// <exception cref="OptionsException">An option cannot be used.</exception>
    /// <exception cref="StageException">No word occurs in two captions.</exception>
    public static PretrainedModel Run(
        IPixelSource pixels, IReadOnlyList<string> captions, PretrainOptions options, ulong seed, int threads, IStageProgress progress,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(captions);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentOutOfRangeException.ThrowIfNotEqual(captions.Count, pixels.Count);
        CaptionWords words = CaptionWords.From(captions);
        int count = words.Vocabulary.Count;
        if (count == 0)
        {
            throw new StageException("captions: no word occurs in two of them, so there is nothing to learn. Expected several words an image.");
        }

        ClassifierTargets Targets(int copies) => new(
            [.. Enumerable.Range(0, pixels.Count * copies)], null, 0, [.. Enumerable.Repeat(words.Answers, copies).SelectMany(answers => answers)], count);

        // The loss is a mean over words: as many times over, it is a sum, and a word weighs the same in any vocabulary.
        return PretrainingRun.Train("pretraining the teacher", pixels, Targets, answerWeight: count, options, seed, threads, progress, cancellation);
    }
}
