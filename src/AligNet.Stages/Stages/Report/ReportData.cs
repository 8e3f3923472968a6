using AligNet.Artifacts;
using AligNet.Imaging;
using AligNet.Stages.Evaluate;

namespace AligNet.Stages.Report;

/// <summary>What the sections of a report show: the inputs of the stage, opened when first asked for.</summary>
/// <param name="context">The stage's context.</param>
/// <param name="options">The report's options.</param>
internal sealed class ReportData(StageContext context, ReportOptions options) : IDisposable
{
    private readonly Lazy<SubjectList> _subjects = new(() => new SubjectList(context));
    private readonly Dictionary<string, Table> _tables = [];
    private readonly Dictionary<string, ImageFile[]> _files = [];
    private readonly List<ArrowMatrix> _matrices = [];

    /// <summary>The report's options.</summary>
    public ReportOptions Options => options;

    /// <summary>All numbers.</summary>
    public MetricRows Metrics { get; } = new(context.ReadTable("metrics"));

    /// <summary>All differences between settings; none where the run was given none.</summary>
    public ComparisonRows Comparisons { get; } = new(context.HasInput("comparisons") ? context.ReadTable("comparisons") : null);

    /// <summary>The images shown.</summary>
    public Thumbnails Thumbnails { get; } = new();

    /// <summary>Representations of every model and setting; lists that were not given have no row.</summary>
    public IReadOnlyList<Subject> Subjects => _subjects.Value.All;

    /// <summary>Threads to work with.</summary>
    public int Threads => context.Threads;

    /// <summary>Names of the inputs whose content the page depends on.</summary>
    public IReadOnlyList<string> Inputs => [.. context.Origins.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether an input is there.</summary>
    public bool Has(string input) => context.HasInput(input);

    /// <summary>Where an input came from: "evaluate/metrics.parquet".</summary>
    public string Source(string input) => context.Origin(input);

    /// <summary>Path of an input.</summary>
    public string Path(string input) => context.Input(input);

    /// <summary>A table; an empty list of columns cannot be told from a missing input, so ask <see cref="Has"/> first.</summary>
    public Table Table(string input)
    {
        if (!_tables.TryGetValue(input, out Table? table))
        {
            _tables[input] = table = context.ReadTable(input);
        }

        return table;
    }

    /// <summary>A matrix, open as long as this object.</summary>
    public ArrowMatrix Matrix(string input)
    {
        ArrowMatrix matrix = ArrowMatrix.Open(context.Input(input));
        _matrices.Add(matrix);
        return matrix;
    }

    /// <summary>A thumbnail of a row of an image table.</summary>
    /// <param name="input">The table's input.</param>
    /// <param name="row">The row.</param>
    /// <param name="name">What it shows, for those who cannot see it.</param>
    public string Thumbnail(string input, int row, string name) => $"<span class=\"t {ThumbnailClass(input, row)}\" role=\"img\" aria-label=\"{ReportPage.Text(name)}\"></span>";

    /// <summary>The style class of that thumbnail.</summary>
    public string ThumbnailClass(string input, int row)
    {
        if (!_files.TryGetValue(input, out ImageFile[]? files))
        {
            _files[input] = files = ImageTable.Files(context, input);
        }

        return Thumbnails.Class(files[row]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _matrices.ForEach(matrix => matrix.Dispose());
        if (_subjects.IsValueCreated)
        {
            _subjects.Value.Dispose();
        }
    }
}
