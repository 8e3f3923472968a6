using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Stages.Label;

/// <summary>Labels from people instead of a teacher, for the ablation that fine-tunes on their judgements directly (METHOD 8): images are rows of objects.parquet.</summary>
/// <remarks>A fine-tuning takes the softmax of similarities over the teacher's temperature. Natural logarithms of the posterior's probabilities give those
/// probabilities at temperature 1. A choice gives all probability to its pair: the other similarities lie so far below that nothing is left at any temperature in use.</remarks>
internal static class HumanLabels
{
    /// <summary>Similarity of the pairs that were not chosen, in nats below the chosen pair's 0.</summary>
    private const double NotChosen = -1e4;

    // A probability of 0 in float32 would be a similarity of minus infinity.
    private const double LeastProbability = 1e-30;

    /// <summary>Writes the labelled table; all triplets are for training.</summary>
    public static void Write(StageContext context, LabelOptions options)
    {
        bool isSoft = context.HasInput(LabelStage.PosteriorInput);
        Table table = context.ReadTable(isSoft ? LabelStage.PosteriorInput : LabelStage.ChoicesInput);
        Triplet[] triplets = TripletTable.ToTriplets(table);
        if (triplets.Length == 0)
        {
            throw new StageException("label: there is no human triplet to label by. Name them in data.train_triplets, or set data.label_source = \"teacher\".");
        }

        float[][] probabilities = isSoft ? [table.Get<float>("p_ij"), table.Get<float>("p_ik"), table.Get<float>("p_jk")] : [];
        using var writer = context.CreateTable("labelled.parquet");
        string schema = "";
        for (int start = 0; start < triplets.Length; start += LabelledChunk.MostRows)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(LabelledChunk.MostRows, triplets.Length - start);
            var chunk = new LabelledChunk(count, options.Temperature);
            for (int row = 0; row < count; row++)
            {
                chunk.Set(row, triplets[start + row], isSoft
                    ? [Similarity(probabilities[0][start + row]), Similarity(probabilities[1][start + row]), Similarity(probabilities[2][start + row])]
                    : [0, NotChosen, NotChosen]);
            }

            Table labelled = chunk.ToTable([.. Enumerable.Repeat("train", count)]);
            writer.Append(labelled);
            schema = labelled.Schema;
        }

        context.Describe("labelled.parquet", writer.Rows, schema);
    }

    private static double Similarity(float probability) => Math.Log(Math.Max(probability, LeastProbability));
}
