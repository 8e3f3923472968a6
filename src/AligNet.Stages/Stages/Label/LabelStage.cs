using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;

namespace AligNet.Stages.Label;

/// <summary>Labels sampled triplets with the teacher: similarities of its representations, the odd one outside the most similar pair, and
/// the probabilities of all three answers (METHOD section 6). Or reads published labels in their place.</summary>
public sealed class LabelStage : Stage<LabelOptions>
{
    /// <summary>Name of the input that holds published triplets; the stage then reads no representations.</summary>
    public const string ReleasedInput = "released-triplets";

    /// <summary>Name of the input that holds people's triplets of the judged objects, whose choices are the labels.</summary>
    public const string ChoicesInput = "human-choices";

    /// <summary>Name of the input that holds them with the posterior's probabilities of each answer, which are the labels.</summary>
    public const string PosteriorInput = "human-posterior";

    /// <inheritdoc/>
    public override string Name => "label";

    /// <inheritdoc/>
    /// <remarks>2: the stored probabilities are those of the stored (float32) similarities, so that they can be computed from a published file.</remarks>
    public override int CodeVersion => 2;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["labelled.parquet"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, LabelOptions options)
    {
        if (context.HasInput(ReleasedInput))
        {
            ReleasedLabels.Import(context, options);
            return;
        }

        if (context.HasInput(ChoicesInput) || context.HasInput(PosteriorInput))
        {
            HumanLabels.Write(context, options);
            return;
        }

        using ArrowMatrix representations = ArrowMatrix.Open(context.Input("representations"));
        using var writer = new ParquetTableWriter(context.Output("labelled.parquet"));
        string schema = "";
        foreach (Table group in ParquetTable.ReadGroups(context.Input("triplets")))
        {
            string[] splits = group.Get<string>("split");
            Triplet[] triplets = TripletTable.ToTriplets(group);
            for (int start = 0; start < triplets.Length; start += LabelledChunk.MostRows)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                int count = Math.Min(LabelledChunk.MostRows, triplets.Length - start);
                Table labelled = Label(triplets.AsMemory(start, count), splits.AsSpan(start, count).ToArray(), representations.Values, options.Temperature, context);
                writer.Append(labelled);
                schema = labelled.Schema;
                context.Progress.Report("labelling", writer.Rows, 0, "triplets");
            }
        }

        context.Describe("labelled.parquet", writer.Rows, schema);
    }

    /// <summary>The rows of some triplets.</summary>
    internal static Table Label(ReadOnlyMemory<Triplet> triplets, string[] splits, Representations representations, double temperature, StageContext context)
    {
        var chunk = new LabelledChunk(triplets.Length, temperature);
        Parallel.For(0, triplets.Length, new ParallelOptions { MaxDegreeOfParallelism = context.Threads }, row =>
        {
            Triplet triplet = triplets.Span[row];
            chunk.Set(row, triplet,
            [
                Similarity(representations, triplet.First, triplet.Second),
                Similarity(representations, triplet.First, triplet.OddOneOut),
                Similarity(representations, triplet.Second, triplet.OddOneOut),
            ]);
        });
        return chunk.ToTable(splits);
    }

    /// <summary>Dot product, summed in double precision: representations of thousands of columns would lose digits in float32.</summary>
    private static double Similarity(Representations representations, int first, int second) =>
        DotProduct.Double(representations.Row(first), representations.Row(second));
}
