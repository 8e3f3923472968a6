using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;

namespace AligNet.Stages.Evaluate;

/// <summary>Opens the representations of every model and setting that a run was given, and applies the transforms. A list that an evaluation
/// does not read is empty.</summary>
internal sealed class SubjectList : IDisposable
{
    private static readonly string[] Lists = ["objects.arrow", "heldout_objects.arrow", "evaluation_images.arrow", "benchmark_images.arrow", "corrupted_images.arrow"];
    private static readonly Representations Nothing = new(Array.Empty<float>(), 0, 1);
    private readonly List<ArrowMatrix> _open = [];

    /// <summary>Opens the inputs named "SETTING/LIST" and the transforms.</summary>
    public SubjectList(StageContext context)
    {
        List<Subject> all = [];
        foreach ((string model, string setting) in new[] { ("teacher", "original"), ("student", "original"), ("student", "distillation"), ("student", "alignet") })
        {
            string prefix = model == "teacher" ? model : setting;
            if (!Lists.Any(list => context.HasInput($"{prefix}/{list}")))
            {
                continue;
            }

            Representations[] rows = [.. Lists.Select(list => context.HasInput($"{prefix}/{list}") ? Open(context.Input($"{prefix}/{list}")) : Nothing)];
            all.Add(new Subject(model, setting, rows[0], rows[1], rows[2], rows[3], rows[4]));
            string transform = $"{model}-transform";
            if (setting == "original" && context.HasInput(transform) && TransformFile.Read(context.Input(transform)) is { } fitted)
            {
                Representations[] bent = [.. rows.Select(matrix => Transform(fitted, matrix, context.Threads))];
                all.Add(new Subject(model, "ud", bent[0], bent[1], bent[2], bent[3], bent[4]));
            }
        }

        All = all;
    }

    /// <summary>The subjects.</summary>
    public IReadOnlyList<Subject> All { get; }

    /// <summary>The subjects one after the other, with progress shown; ends when the user wants to stop.</summary>
    /// <param name="context">The run.</param>
    /// <param name="phase">What is being measured.</param>
    public IEnumerable<Subject> InTurn(StageContext context, string phase)
    {
        for (int done = 0; done < All.Count; done++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Progress.Report(phase, done, All.Count, "encoders", $"{All[done].Model} {All[done].Setting}");
            yield return All[done];
        }

        context.Progress.Report(phase, All.Count, All.Count, "encoders");
    }

    /// <inheritdoc/>
    public void Dispose() => _open.ForEach(matrix => matrix.Dispose());

    private static Representations Transform(AffineTransform transform, Representations rows, int threads) =>
        rows.Rows == 0 ? rows : AffineTransforms.Apply(transform, rows, threads);

    private Representations Open(string path)
    {
        ArrowMatrix matrix = ArrowMatrix.Open(path);
        _open.Add(matrix);
        return matrix.Values;
    }
}
