using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Stages.Ingest;

/// <summary>Reads responses to triplets of images by abstraction level, as the Levels data set holds them: one row a response.</summary>
public static class ResponseFile
{
    // Words of the released responses → ours (docs/vocabulary.md): classes that a triplet's images come from, 3, 1 and 2.
    private static readonly Dictionary<string, string> ReleasedTypes = new(StringComparer.Ordinal)
    {
        ["between_class"] = "coarse-grained semantic", ["within_class"] = "fine-grained semantic", ["class_border"] = "class-boundary",
    };

    /// <summary>A table without responses.</summary>
    public static Table Empty { get; } = new(
        Column.Of("triplet", Array.Empty<string>()), Column.Of("type", Array.Empty<string>()),
        Column.Of("image_1", Array.Empty<int>()), Column.Of("image_2", Array.Empty<int>()), Column.Of("image_3", Array.Empty<int>()),
        Column.Of("odd_position", Array.Empty<int>()), Column.Of("participant", Array.Empty<string>()),
        Column.Of("response_time_ms", Array.Empty<double>()));

    /// <summary>Reads and checks a table of responses.</summary>
    /// <param name="path">.csv, .tsv or .parquet.</param>
    /// <param name="images">The evaluation images that it names (by id, or by file name where that is enough), in the order of their rows.</param>
    /// <param name="layout">Its columns.</param>
    /// <param name="faults">What becomes of rows with faults.</param>
    /// <returns>Columns triplet, type, image_1 to image_3 (row numbers), odd_position (0 to 2), participant, response_time_ms. The images of a triplet
    /// stand in one order in all of its rows, that of its first: people may have been shown them in different ones. Rows are sorted by what they hold, so that
    /// their order in the file does not count.</returns>
    /// <exception cref="ArtifactException">Unreadable, or a column is missing.</exception>
    /// <exception cref="StageException">A row names an unknown image, repeats one, or has an impossible value.</exception>
    public static Table Read(string path, IReadOnlyList<string> images, ResponseLayout layout, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(faults);
        var table = SourceTable.Read(
            path, RowFilter.Parse(layout.Filter), [layout.TripletColumn, layout.TypeColumn, .. layout.ImageColumns, layout.OddColumn, layout.ParticipantColumn, layout.TimeColumn]);
        var names = new ImageNames([.. images]);
        string[][] shown = [.. layout.ImageColumns.Select(column => table.Text(column, "ingest.level_image_columns"))];
        string[] answers = table.Text(layout.OddColumn, "ingest.level_odd_column");
        string[] times = table.Text(layout.TimeColumn, "ingest.level_time_column");
        string[] types = table.Text(layout.TypeColumn, "ingest.level_type_column");
        string[] people = table.Text(layout.ParticipantColumn, "ingest.level_participant_column");
        string[]? triplets = layout.TripletColumn.Length > 0 ? table.Text(layout.TripletColumn, "ingest.level_triplet_column") : null;
        Dictionary<string, Triplet> firstOf = new(StringComparer.Ordinal);
        List<(string Triplet, string Type, Triplet Images, int Odd, string Participant, double Time)> responses = [];
        foreach (int row in InContentOrder())
        {
            if (Images(row) is not { } triplet || Position(row) is not { } odd || Time(row) is not { } time)
            {
                continue;
            }

            string name = triplets?[row] ?? string.Join(' ', new[] { triplet.First, triplet.Second, triplet.OddOneOut }.Order().Select(image => images[image]));
            if (!firstOf.TryGetValue(name, out Triplet first))
            {
                firstOf.Add(name, first = triplet);
            }

            int position = Enumerable.Range(0, 3).FirstOrDefault(place => first[place] == triplet[odd], -1);
            if (position < 0 || !Enumerable.Range(0, 3).All(place => first[place] == triplet.First || first[place] == triplet.Second || first[place] == triplet.OddOneOut))
            {
                faults.Add(new StageException($"{table.Where(row)}: triplet '{name}' has other images here than in its first row. Give every triplet a name of its own."));
                continue;
            }

            responses.Add((name, ReleasedTypes.GetValueOrDefault(types[row], types[row]), first, position, people[row], time));
        }

        return new Table(
            Column.Of("triplet", responses.Select(response => response.Triplet).ToArray()),
            Column.Of("type", responses.Select(response => response.Type).ToArray()),
            Column.Of("image_1", responses.Select(response => response.Images.First).ToArray()),
            Column.Of("image_2", responses.Select(response => response.Images.Second).ToArray()),
            Column.Of("image_3", responses.Select(response => response.Images.OddOneOut).ToArray()),
            Column.Of("odd_position", responses.Select(response => response.Odd).ToArray()),
            Column.Of("participant", responses.Select(response => response.Participant).ToArray()),
            Column.Of("response_time_ms", responses.Select(response => response.Time).ToArray()));

        // The order of rows means nothing, so it must not decide which row of a triplet is the first.
        int[] InContentOrder()
        {
            string[]?[] given = [triplets, types, .. shown, people, times, answers];
            return ContentOrder.Of([.. given.OfType<string[]>()]);
        }

        Triplet? Images(int row)
        {
            int[] found = [.. Enumerable.Range(0, 3).Select(column => names.Find(shown[column][row]))];
            if (Array.FindIndex(found, image => image < 0) is >= 0 and int unknown)
            {
                faults.Add(new StageException(
                    $"{table.Where(row)}, column '{layout.ImageColumns[unknown]}': names image '{shown[unknown][row]}', which the evaluation images do not have{(found[unknown] == ImageNames.Ambiguous ? " once" : "")}. Use the path as written there."));
                return null;
            }

            var triplet = new Triplet(found[0], found[1], found[2]);
            if (!triplet.IsDistinct)
            {
                faults.Add(new StageException($"{table.Where(row)}: repeats an image; a triplet needs three different ones."));
            }

            return triplet.IsDistinct ? triplet : null;
        }

        int? Position(int row)
        {
            if (int.TryParse(answers[row], out int answer) && answer - layout.OddBase is >= 0 and <= 2)
            {
                return answer - layout.OddBase;
            }

            int image = names.Find(answers[row]);
            if (image >= 0 && Enumerable.Range(0, 3).FirstOrDefault(column => names.Find(shown[column][row]) == image, -1) is >= 0 and int chosen)
            {
                return chosen;
            }

            faults.Add(new StageException(
                $"{table.Where(row)}, column '{layout.OddColumn}': found {answers[row]}, expected {layout.OddBase}, {layout.OddBase + 1} or {layout.OddBase + 2}, or one of the row's images."));
            return null;
        }

        double? Time(int row)
        {
            if (double.TryParse(times[row], out double time) && double.IsFinite(time) && time > 0)
            {
                return layout.TimeUnit == TimeUnit.S ? time * 1000 : time;
            }

            faults.Add(new StageException($"{table.Where(row)}, column '{layout.TimeColumn}': found {times[row]}, expected a time above 0."));
            return null;
        }
    }
}
