using AligNet.Domain;
using AligNet.Imaging;
using AligNet.Numerics.Metrics;
using AligNet.Stages.Embed;

namespace AligNet.Stages.Evaluate;

/// <summary>Odd-one-out accuracy of the student against the teacher's labels, on the triplets that were set aside for validation (METHOD sections 5 and 7): what
/// options of the fine-tuning, such as its temperatures, are chosen by.</summary>
/// <remarks>Students see the images as in the fine-tuning: their preprocessing is in the model. Only images of validation triplets are embedded.</remarks>
public sealed class EvaluateValidationStage : Stage<EvaluateValidationOptions>
{
    /// <inheritdoc/>
    public override string Name => "evaluate-validation";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["metrics.parquet", "comparisons.parquet", ScoreTable.File];

    /// <inheritdoc/>
    protected override void Run(StageContext context, EvaluateValidationOptions options)
    {
        var found = new Measurements(options.BootstrapSamples, context.Seed);
        LabelledTriplets labelled = LabelledTable.Read(context.Input("labelled"), "validation");
        if (labelled.Count > 0)
        {
            (Triplet[] triplets, int[] images) = Renumbered(labelled);
            ImageFile[] all = ImageTable.Files(context, "images");
            string[] ids = context.ReadTable("images").Get<string>("id");
            foreach (string setting in new[] { "original", "alignet" })
            {
                using var embedder = new ImageEmbedder(context, new EmbedOptions(), context.Input(setting));
                Representations rows = embedder.Rows([.. images.Select(image => all[image])], [.. images.Select(image => ids[image])], $"validation images, {setting}");
                double[] correct = Choices.Correct(OddOneOut.Similarities(rows, triplets, SimilarityMeasure.Dot), options.TieRule);
                found.Add("student", setting, ("validation", "labelled triplets", "accuracy"), new MeanScore(correct), "triplets");
            }
        }

        found.Write(context);
    }

    /// <summary>The triplets over the images that occur in them, and those images' rows in the order of first appearance.</summary>
    internal static (Triplet[] Triplets, int[] Images) Renumbered(ITripletSource source)
    {
        Dictionary<int, int> numbers = [];
        List<int> images = [];
        Span<float> similarities = stackalloc float[3];
        var triplets = new Triplet[source.Count];
        for (int row = 0; row < triplets.Length; row++)
        {
            Triplet triplet = source.Read(row, similarities);
            triplets[row] = new Triplet(Number(triplet.First), Number(triplet.Second), Number(triplet.OddOneOut));
        }

        return (triplets, [.. images]);

        int Number(int image)
        {
            if (!numbers.TryGetValue(image, out int number))
            {
                numbers[image] = number = images.Count;
                images.Add(image);
            }

            return number;
        }
    }
}
