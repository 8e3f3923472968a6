using System.IO;
using System.Text.Json;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.EndToEnd.Tests.Driver;
using AligNet.EndToEnd.Tests.Pipeline;
using AligNet.EndToEnd.Tests.Report;
using AligNet.Numerics.Statistics;
using AligNet.Pipeline;
using AligNet.Pipeline.Ablations;
using AligNet.Pipeline.Runs;

namespace AligNet.EndToEnd.Tests.Ablations;

/// <summary>Ablations of a tiny study, from the file that declares them to the page.</summary>
public sealed class AblationTests : IDisposable
{
    private static readonly string[] Varied = ["finetune", "embed-aligned", "evaluate-levels"];

    private readonly TinyStudy _study = new();
    private readonly string _file;

    public AblationTests()
    {
        _file = Path.Combine(_study.Folder, "loss.toml");
        File.WriteAllText(_file, """
            description = "Losses at one <temperature>."
            set = ["data.distillation=false"]
            reference = "original"
            repeated = ["units", "subsets"]
            [[factor]]
            name = "loss"
            option = "finetune.loss"
            levels = ["kullback-leibler", "contrastive"]
            [[measure]]
            name = "level"
            node = "evaluate-levels"
            task = "levels"
            subset = "*"
            metric = "accuracy"
            """);
    }

    public void Dispose() => _study.Dispose();

    [Fact]
    public void Run_TwoVariants_ShareEverythingUpstreamAndRunOnce()
    {
        AblationResult result = Run();

        RunRecord[] runs = Runs();
        Assert.Equal(["ablation loss: kullback-leibler", "ablation loss: contrastive"], runs.Select(run => run.Label));
        Assert.Equal(Varied, Ran(runs[1]));
        Assert.DoesNotContain("finetune-distillation", runs[0].Nodes.Select(node => node.Node));
        Assert.DoesNotContain("evaluate-few-shot", runs[0].Nodes.Select(node => node.Node));
        Assert.Equal(runs[0].Nodes.Select(node => node.Node), runs[1].Nodes.Select(node => node.Node));

        // Everything is in the store now: the same tables, no other run.
        Dictionary<string, string> before = _study.Contents();
        Assert.Equal(result.Folder, Run().Folder);
        Assert.Equal(before.OrderBy(pair => pair.Key), _study.Contents().OrderBy(pair => pair.Key));
        Assert.Equal(2, Runs().Length);
        Assert.Equal(["up to date", "up to date"], Ablation.Plan(Arguments(), _file, NoProgress.Instance).Rows.Select(row => row[1]));
    }

    [Fact]
    public void Run_Variants_TablesSayWhatTheArtifactsSay()
    {
        AblationResult result = Run("finetune.learning_rate=0.01");

        Table summary = ParquetTable.Read(Path.Combine(result.Folder, "summary.parquet"));
        Table anova = ParquetTable.Read(Path.Combine(result.Folder, "anova.parquet"));
        Dictionary<string, (double Value, double[] Units)>[] variants = [.. Runs().Select(Levels)];
        Assert.Equal(6, summary.Rows);
        for (int row = 0; row < summary.Rows; row++)
        {
            int variant = Array.IndexOf(["kullback-leibler", "contrastive"], summary.Get<string>("factor: loss")[row]);
            string level = summary.Get<string>("measure")[row]["level: ".Length..];
            Assert.Equal(variants[variant][level].Value, summary.Get<double>("value")[row]);
            Assert.Equal(variant == 0 ? null : variants[1][level].Value - variants[0][level].Value, summary.Get<double?>("difference")[row]);
            string test = variants[0][level].Units.SequenceEqual(variants[1][level].Units) ? "the same values" : "paired, sign-flip";
            Assert.Equal(variant == 0 ? "" : test, summary.Get<string>("test")[row]);
        }

        int fine = Array.IndexOf(anova.Get<string>("measure"), "level: fine-grained semantic");
        double[] units = [.. variants[0]["fine-grained semantic"].Units.Zip(variants[1]["fine-grained semantic"].Units, (a, b) => new[] { a, b }).SelectMany(pair => pair)];
        AnovaEffect expected = RepeatedMeasuresAnova.OneWay(units, units.Length / 2, 2);
        Assert.Equal((expected.F, units.Length / 2, "triplets"), (anova.Get<double>("f")[fine], anova.Get<int>("subjects")[fine], anova.Get<string>("repeated_over")[fine]));
        Assert.Contains("subsets", anova.Get<string>("repeated_over"));
        Assert.Equal(6, result.Tables[0].Rows.Count);
    }

    [Fact]
    public void Run_StoppedInTheSecondVariant_GoesOnThere()
    {
        using var stop = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => Ablation.Run(Arguments(), _file, new StopAt("variant 2 of 2", stop), stop.Token));

        IReadOnlyList<IReadOnlyList<string>> planned = Ablation.Plan(Arguments(), _file, NoProgress.Instance).Rows;
        Assert.Equal(["kullback-leibler", "up to date"], planned[0]);
        Assert.NotEqual("up to date", planned[1][1]);
        RunRecord first = Assert.Single(Runs());
        Run();

        // The first variant gave the same again, so it has no second record.
        Assert.Equal(2, Runs().Length);
        Assert.Equal(first.Id, Runs()[0].Id);
        Assert.Equal(Varied, Ran(Runs()[1]));
    }

    [Fact]
    public void Run_Choice_LooksAtTheTestOfTheFirstAndTheBestAlone()
    {
        string file = Path.Combine(_study.Folder, "rates.toml");
        File.WriteAllText(file, """
            description = "Rates."
            set = ["data.distillation=false"]
            choose = "agreement"
            [[factor]]
            name = "rate"
            option = "finetune.learning_rate"
            levels = [0.000001, 0.01, 0.03]
            [[factor]]
            name = "τ"
            option = "finetune.student_temperature"
            levels = [100.0, 50.0]
            [[measure]]
            name = "agreement"
            node = "evaluate-validation"
            task = "validation"
            subset = "labelled triplets"
            metric = "accuracy"
            [[measure]]
            name = "level"
            node = "evaluate-levels"
            task = "levels"
            subset = "*"
            metric = "accuracy"
            only_chosen = true
            """);

        AblationResult result = Ablation.Run(Arguments(), file, NoProgress.Instance, TestContext.Current.CancellationToken);

        Table found = ParquetTable.Read(Path.Combine(result.Folder, "observations.parquet"));
        (string[] variant, string[] task, double[] value) = (found.Get<string>("variant"), found.Get<string>("task"), found.Get<double>("value"));
        int[] validated = [.. Enumerable.Range(0, found.Rows).Where(row => task[row] == "validation")];
        Assert.Equal(6, validated.Length);
        string best = variant[validated.MaxBy(row => value[row])];
        Assert.Equal(new[] { variant[validated[0]], best }.Distinct().Order(), variant.Where((_, row) => task[row] == "levels").Distinct().Order());
        string[] levels = best.Split(" · ");
        Assert.Equal(levels[0] != "0.01", result.Notes[0].EndsWith("It is at the edge of the levels of rate: a better one may lie beyond.", StringComparison.Ordinal));
        Assert.StartsWith($"Best by agreement: rate {levels[0]}, τ {levels[1]}. To use it: --set finetune.learning_rate={levels[0]} --set finetune.student_temperature={levels[1]}.", result.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Run_DirectStudy_FineTunesOnPeoplesTripletsOfTheObjects()
    {
        AblationResult result = Ablation.Run(Arguments(), "direct", NoProgress.Instance, TestContext.Current.CancellationToken);

        RunRecord[] runs = Runs();
        string[] labels = [.. runs.Select(run => run.Nodes.Single(node => node.Node == "label")).Select(node => Path.Combine(_study.Artifacts, node.Stage, node.Fingerprint[..12], "labelled.parquet"))];
        Table choices = ParquetTable.Read(labels[1]);
        string[] given = [.. File.ReadAllLines(Path.Combine(_study.Data, "triplets_train.txt")).Where(line => line.Length > 0).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        Assert.Equal(
            given.Order(StringComparer.Ordinal),
            Enumerable.Range(0, choices.Rows).Select(row => $"{choices.Get<int>("image_0")[row]} {choices.Get<int>("image_1")[row]} {choices.Get<int>("image_2")[row]}").Order(StringComparer.Ordinal));
        Table posterior = ParquetTable.Read(labels[2]);
        Assert.Equal(choices.Rows, posterior.Rows);
        Assert.All(posterior.Get<float>("p_01"), probability => Assert.InRange(probability, 1f / 3, 1));
        Assert.Equal(3, runs.Select(run => run.Nodes.Single(node => node.Node == "finetune").Fingerprint).Distinct().Count());
        Assert.Equal(["cluster"], runs.Select(run => string.Join(' ', run.Nodes.Select(node => node.Node).Where(node => node == "cluster"))).Where(text => text.Length > 0));
        Assert.Contains(result.Tables[0].Rows, row => row[0].StartsWith("human triplets", StringComparison.Ordinal) && row[1] == "human posterior");
    }

    [Fact]
    public void Report_OnPeoplesLabelsAlone_NeedsNoLargeSet()
    {
        IReadOnlyList<StageOutcome> outcomes = _study.RunTo("report", "data.label_source=human-posterior", "data.distillation=false", "data.images=");

        string[] ran = [.. outcomes.Where(outcome => outcome.Action == StageAction.Ran).Select(outcome => outcome.Node)];
        Assert.Contains("report", ran);
        Assert.Empty(new[] { "embed-images", "cluster", "sample-triplets", "label-distillation", "evaluate-validation" }.Intersect(ran));
    }

    [Fact]
    public void Run_OptionsThatTheProfileDoesNotRead_AreNamed()
    {
        File.WriteAllText(_file, File.ReadAllText(_file).Replace("finetune.loss", "pretrain-student.width", StringComparison.Ordinal).Replace("\"kullback-leibler\", \"contrastive\"", "32, 64", StringComparison.Ordinal)
            .Replace("subset = \"*\"", "subset = \"coarse-grained semantic\"", StringComparison.Ordinal)
            + "\n[[measure]]\nname = \"other\"\nnode = \"evaluate-levels\"\ntask = \"levels\"\nsubset = \"of another study\"\nmetric = \"accuracy\"\n");

        AblationResult result = Run();

        Assert.Equal(
            [
                "other: not available. This profile's evaluate-levels has no levels/of another study/accuracy.",
                "'32' and '64' came out as the same artifacts: the options that tell them apart change nothing under this profile.",
            ],
            result.Notes.Take(2));
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1400)]
    public void Page_AtAWidth_ShowsEverythingAndFits(int width)
    {
        string html = File.ReadAllText(Run().Page);

        (JsonElement found, string[] console) = Browser.Measure(html, width, false, PageLook.Script);

        PageLook.AssertGood(found, console, width);
        Assert.Contains("Losses at one &lt;temperature&gt;.", html, StringComparison.Ordinal);
        Assert.Contains("./build.sh --target=Ablate --study=", html, StringComparison.Ordinal);
    }

    private PipelineArguments Arguments(params string[] set) => new() { RepositoryRoot = Repository.Root, Profile = _study.Profile, Set = set, ArtifactsFolder = _study.Artifacts };

    private AblationResult Run(params string[] set) => Ablation.Run(Arguments(set), _file, NoProgress.Instance, TestContext.Current.CancellationToken);

    private RunRecord[] Runs()
    {
        var log = new RunLog(_study.Artifacts);
        return [.. log.Ids.Select(log.Read)];
    }

    private static string[] Ran(RunRecord run) => [.. run.Nodes.Where(node => node.Action == "ran").Select(node => node.Node)];

    /// <summary>The aligned student's accuracy at each level, with the value of each triplet.</summary>
    private Dictionary<string, (double Value, double[] Units)> Levels(RunRecord run)
    {
        RunNode node = run.Nodes.Single(step => step.Node == "evaluate-levels");
        string folder = Path.Combine(_study.Artifacts, node.Stage, node.Fingerprint[..12]);
        Table metrics = ParquetTable.Read(Path.Combine(folder, "metrics.parquet"));
        Table scores = ParquetTable.Read(Path.Combine(folder, "scores.parquet"));
        return Enumerable.Range(0, metrics.Rows)
            .Where(row => metrics.Get<string>("setting")[row] == "alignet" && metrics.Get<string>("task")[row] == "levels")
            .ToDictionary(row => metrics.Get<string>("subset")[row], row => (metrics.Get<double>("value")[row], scores.Where(scores.Get<int>("metric"), metric => metric == row).Get<double>("value")));
    }

    /// <summary>Stops a run when a line is logged.</summary>
    private sealed class StopAt(string line, CancellationTokenSource stop) : IStageProgress
    {
        public void Report(string phase, long done, long total, string unit, string? detail = null)
        {
        }

        public void Log(string text)
        {
            if (text.Contains(line, StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        }
    }
}
