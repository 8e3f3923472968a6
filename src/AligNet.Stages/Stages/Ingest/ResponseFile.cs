using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Stages.Ingest;

/// <summary>Reads responses to triplets of images by abstraction level, as the Levels data set holds them: one row a response.</summary>
/// <remarks>Columns: triplet_id, type, image_1, image_2, image_3, odd_position (1 to 3), participant, response_time_ms.</remarks>
public static class ResponseFile
{
    /// <summary>A table without responses.</summary>
    public static Table Empty { get; } = new(
        Column.Of("triplet", Array.Empty<string>()), Column.Of("type", Array.Empty<string>()),
        Column.Of("image_1", Array.Empty<int>()), Column.Of("image_2", Array.Empty<int>()), Column.Of("image_3", Array.Empty<int>()),
        Column.Of("odd_position", Array.Empty<int>()), Column.Of("participant", Array.Empty<string>()),
        Column.Of("response_time_ms", Array.Empty<double>()));

    /// <summary>Reads and checks a table of responses.</summary>
    /// <param name="path">CSV with a header.</param>
    /// <param name="images">The evaluation images that it names, in the order of their rows.</param>
    /// <returns>Columns triplet, type, image_1 to image_3 (row numbers), odd_position (0 to 2), participant, response_time_ms.</returns>
    /// <exception cref="StageException">A row names an unknown image, repeats one, or has an impossible value.</exception>
    public static Table Read(string path, IReadOnlyList<string> images)
    {
        CsvTable table = CsvTable.Read(path);
        Dictionary<string, int> rowOf = [];
        for (int row = 0; row < images.Count; row++)
        {
            rowOf[images[row]] = row;
        }

        int[][] columns = [Images("image_1"), Images("image_2"), Images("image_3")];
        int[] odd = table.Integers("odd_position");
        double[] times = table.Numbers("response_time_ms");
        for (int row = 0; row < table.Rows; row++)
        {
            if (odd[row] is < 1 or > 3)
            {
                throw new StageException($"{path}, line {row + 2}, column 'odd_position': found {odd[row]}, expected 1, 2 or 3.");
            }

            if (!(times[row] > 0))
            {
                throw new StageException($"{path}, line {row + 2}, column 'response_time_ms': found {times[row]}, expected a time above 0.");
            }

            if (!new Triplet(columns[0][row], columns[1][row], columns[2][row]).IsDistinct)
            {
                throw new StageException($"{path}, line {row + 2}: repeats an image; a triplet needs three different ones.");
            }
        }

        return new Table(
            Column.Of("triplet", table.Text("triplet_id")),
            Column.Of("type", table.Text("type")),
            Column.Of("image_1", columns[0]),
            Column.Of("image_2", columns[1]),
            Column.Of("image_3", columns[2]),
            Column.Of("odd_position", odd.Select(position => position - 1).ToArray()),
            Column.Of("participant", table.Text("participant")),
            Column.Of("response_time_ms", times));

        int[] Images(string column)
        {
            string[] names = table.Text(column);
            int[] rows = new int[names.Length];
            for (int row = 0; row < names.Length; row++)
            {
                rows[row] = rowOf.TryGetValue(names[row].Replace('\\', '/'), out int known)
                    ? known
                    : throw new StageException(
                        $"{path}, line {row + 2}, column '{column}': names image '{names[row]}', which the evaluation images do not have. Use the path as written there.");
            }

            return rows;
        }
    }
}
