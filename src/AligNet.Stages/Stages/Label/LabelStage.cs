using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;

namespace AligNet.Stages.Label;

/// <summary>Labels sampled triplets with the teacher: similarities of its representations, the odd one outside the most similar pair, and
/// the probabilities of all three answers (METHOD section 6).</summary>
public sealed class LabelStage : Stage<LabelOptions>
{
    private const int ChunkRows = 1 << 18;
    private static readonly int[][] Orders = [[0, 1, 2], [0, 2, 1], [1, 2, 0]];

    /// <inheritdoc/>
    public override string Name => "label";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["labelled.parquet"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, LabelOptions options)
    {
        using ArrowMatrix representations = ArrowMatrix.Open(context.Input("representations"));
        using var writer = new ParquetTableWriter(context.Output("labelled.parquet"));
        string schema = "";
        foreach (Table group in ParquetTable.ReadGroups(context.Input("triplets")))
        {
            string[] splits = group.Get<string>("split");
            Triplet[] triplets = TripletTable.ToTriplets(group);
            for (int start = 0; start < triplets.Length; start += ChunkRows)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                int count = Math.Min(ChunkRows, triplets.Length - start);
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
        int count = triplets.Length;
        int[][] images = [new int[count], new int[count], new int[count]];
        float[][] similarities = [new float[count], new float[count], new float[count]];
        float[][] probabilities = [new float[count], new float[count], new float[count]];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = context.Threads }, row =>
        {
            Triplet triplet = triplets.Span[row];
            Span<double> pairs = stackalloc double[3];
            pairs[0] = Similarity(representations, triplet.First, triplet.Second);
            pairs[1] = Similarity(representations, triplet.First, triplet.OddOneOut);
            pairs[2] = Similarity(representations, triplet.Second, triplet.OddOneOut);

            // The most similar pair comes first; of equal ones the first in the order 01, 02, 12, so that the label is a function of the values.
            int best = pairs[1] > pairs[0] ? 1 : 0;
            best = pairs[2] > pairs[best] ? 2 : best;
            int[] order = Orders[best];
            for (int position = 0; position < 3; position++)
            {
                images[position][row] = triplet[order[position]];
            }

            // Pair (a, b) of the new order is the old pair without the third member; old pair k leaves out position 2 − k.
            Span<double> ordered = [pairs[2 - order[2]], pairs[2 - order[1]], pairs[2 - order[0]]];
            double sum = 0;
            for (int pair = 0; pair < 3; pair++)
            {
                sum += Math.Exp((ordered[pair] - ordered[0]) / temperature);
            }

            for (int pair = 0; pair < 3; pair++)
            {
                similarities[pair][row] = (float)ordered[pair];
                probabilities[pair][row] = (float)(Math.Exp((ordered[pair] - ordered[0]) / temperature) / sum);
            }
        });
        return new Table(
            Column.Of("image_0", images[0]), Column.Of("image_1", images[1]), Column.Of("image_2", images[2]),
            Column.Of("s_01", similarities[0]), Column.Of("s_02", similarities[1]), Column.Of("s_12", similarities[2]),
            Column.Of("p_01", probabilities[0]), Column.Of("p_02", probabilities[1]), Column.Of("p_12", probabilities[2]),
            Column.Of("split", splits));
    }

    /// <summary>Dot product, summed in double precision: representations of thousands of columns would lose digits in float32.</summary>
    private static double Similarity(Representations representations, int first, int second) =>
        DotProduct.Double(representations.Row(first), representations.Row(second));
}
