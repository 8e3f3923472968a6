using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics.Vice;

namespace AligNet.Stages.VicePosteriors;

/// <summary>The state of a fit and the figures of its epochs so far, in one .npz that is replaced as a whole.</summary>
internal static class ViceCheckpoint
{
    private const string FileName = "vice.npz";

    public static void Save(string folder, ViceTrainerState state, IReadOnlyList<ViceEpoch> epochs)
    {
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, "writing.npz");
        using (var writer = new NpzWriter(temporary))
        {
            writer.Add("counters", NpyArray.From<long>(new[] { state.Epoch, state.Steps, state.Objects, state.Dims }, [4]));
            foreach ((string name, float[] values) in Arrays(state))
            {
                writer.Add(name, NpyArray.From<float>(values, [values.Length]));
            }

            writer.Add("relevant_dims", NpyArray.From<long>(state.RelevantDims, [state.RelevantDims.Length]));
            double[] rows = [.. epochs.SelectMany(epoch => new[] { epoch.Epoch, epoch.CrossEntropy, epoch.Complexity, epoch.Accuracy, epoch.RelevantDims ?? -1 })];
            writer.Add("epochs", NpyArray.From<double>(rows, [epochs.Count, 5]));
        }

        DurableFiles.FlushFile(temporary);
        File.Move(temporary, Path.Combine(folder, FileName), overwrite: true);
    }

    public static (ViceTrainerState State, List<ViceEpoch> Epochs)? Load(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        using NpzFile file = NpzFile.Open(path);
        long[] counters = file.Read("counters").ToIntegers();
        float[] Values(string name) => file.Read(name).ToSingles();
        double[] rows = file.Read("epochs").ToDoubles();
        var state = new ViceTrainerState
        {
            Epoch = counters[0],
            Steps = counters[1],
            Objects = counters[2],
            Dims = counters[3],
            Loc = Values("loc"),
            LogScale = Values("log_scale"),
            LocFirstMoment = Values("loc_first"),
            LocSecondMoment = Values("loc_second"),
            LogScaleFirstMoment = Values("log_scale_first"),
            LogScaleSecondMoment = Values("log_scale_second"),
            RelevantDims = file.Read("relevant_dims").ToIntegers(),
        };
        List<ViceEpoch> epochs =
        [
            .. Enumerable.Range(0, rows.Length / 5).Select(row => rows.AsSpan(row * 5, 5).ToArray())
                .Select(row => new ViceEpoch((int)row[0], row[1], row[2], row[3], row[4] < 0 ? null : (int)row[4], null, null)),
        ];
        return epochs.Count == state.Epoch ? (state, epochs) : throw new ArtifactException($"{path}: holds {epochs.Count} epochs of {state.Epoch}. Delete the file and run again.");
    }

    private static IEnumerable<(string Name, float[] Values)> Arrays(ViceTrainerState state) =>
    [
        ("loc", state.Loc), ("log_scale", state.LogScale), ("loc_first", state.LocFirstMoment), ("loc_second", state.LocSecondMoment),
        ("log_scale_first", state.LogScaleFirstMoment), ("log_scale_second", state.LogScaleSecondMoment),
    ];
}
