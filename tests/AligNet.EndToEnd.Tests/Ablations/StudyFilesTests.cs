using System.IO;
using AligNet.Domain;
using AligNet.EndToEnd.Tests.Driver;
using AligNet.Pipeline;
using AligNet.Pipeline.Ablations;

namespace AligNet.EndToEnd.Tests.Ablations;

/// <summary>stages/ablations/*.toml, and files of a user's own.</summary>
public sealed class StudyFilesTests : IDisposable
{
    private const string Sound = """
        description = "d"
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
        """;

    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("alignet study ").FullName, "own.toml");

    public static TheoryData<string> Studies => [.. Directory.GetFiles(Path.Combine(Repository.Root, "stages", "ablations"), "*.toml").Select(file => Path.GetFileNameWithoutExtension(file)!)];

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public void Studies_OfTheRepository_AreThoseOfTheMethod() =>
        Assert.Equal(["direct", "images", "loss", "sampling", "size", "teacher", "temperature", "triplets"], Studies.Select(row => row.Data).Order());

    [Theory]
    [MemberData(nameof(Studies))]
    public void Read_StudyOfTheRepository_SetsOptionsThatExistAndMeasuresWhatIsMeasured(string name)
    {
        AblationStudy study = StudyFile.Read(Repository.Root, name);

        Assert.Equal(name, study.Name);
        foreach (string profile in new[] { "simulated", "things-imagenet" })
        {
            var arguments = new PipelineArguments { RepositoryRoot = Repository.Root, Profile = profile };
            new AblationSweep(arguments, study, NoProgress.Instance).Check();
        }

        // A level that sets an option to the profile's own value is the comparison's ground; some other level must not.
        Assert.All(study.Factors.Where(factor => !factor.IsSetting), factor => Assert.Equal(factor.Levels.Count, factor.Set.Select(set => string.Join(' ', set)).Distinct().Count()));
    }

    [Theory]
    [InlineData("levels = [\"kullback", "levles = [\"kullback", "own.toml, line 5: there is no option 'factor.levles'. Did you mean 'levels'?")]
    [InlineData("node = \"evaluate-levels\"", "node = \"evaluate-level\"", "own.toml, line 6: measure.node: 'evaluate-level' measures nothing. Did you mean 'evaluate-levels'?")]
    [InlineData("[[measure]]", "[[mesure]]", "own.toml, line 6: there is no table 'mesure'. Did you mean 'measure'?")]
    [InlineData("description = \"d\"", "descripton = \"d\"", "own.toml, line 1: there is no option 'study.descripton'. Did you mean 'description'?")]
    [InlineData("metric = \"accuracy\"", "", "own.toml, line 6: measure.metric: expected text, found nothing.")]
    [InlineData("option = \"finetune.loss\"", "", "own.toml, line 2: a factor has levels and one of three")]
    [InlineData(", \"contrastive\"", "", "own.toml, line 2: a factor has two levels or more, all different, and as many lists in set; found 1 levels")]
    [InlineData("description = \"d\"", "description = \"d\"\nchoose = \"levle\"", "own.toml: choose: no measure of every variant has the name 'levle'. Did you mean 'level'?")]
    [InlineData("description = \"d\"", "description = \"d\"\nrepeated = [\"seeds\"]", "own.toml: repeated: \"seeds\" needs two seeds or more, found 0.")]
    [InlineData("description = \"d\"", "description = \"d\"\nrepeated = [\"triplets\"]", "study.repeated is [\"triplets\"], expected a list whose items are each one of units, subsets, seeds.")]
    public void Read_FaultyFile_SaysWhereAndWhatToDo(string sound, string faulty, string message)
    {
        File.WriteAllText(_file, Sound.Replace(sound, faulty, StringComparison.Ordinal));

        Assert.Contains(message, Assert.Throws<OptionsException>(() => StudyFile.Read(Repository.Root, _file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FaultsInSeveralPlaces_AreOneMessage()
    {
        File.WriteAllText(_file, Sound.Replace("levels = [\"kullback", "levles = [\"kullback", StringComparison.Ordinal).Replace("[[measure]]", "[[mesure]]", StringComparison.Ordinal));

        Assert.Equal(4, Assert.Throws<OptionsException>(() => StudyFile.Read(Repository.Root, _file)).Message.Split(Environment.NewLine).Length);
    }

    [Fact]
    public void Read_UnknownStudy_NamesTheNearest()
    {
        Assert.Contains("--study=sampleing: there is no study of that name. Did you mean 'sampling'?", Assert.Throws<OptionsException>(() => StudyFile.Read(Repository.Root, "sampleing")).Message, StringComparison.Ordinal);
        Assert.Contains("--study=no.toml: there is no such file", Assert.Throws<OptionsException>(() => StudyFile.Read(Repository.Root, "no.toml")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("finetune.loss", "finetune.lss", "", "study 'own', variant 'contrastive': --set finetune.lss=contrastive: there is no option 'finetune.lss'. Did you mean 'loss'?")]
    [InlineData("\"contrastive\"", "\"contrasting\"", "", "variant 'contrasting': --set finetune.loss=contrasting: finetune.loss is 'contrasting', expected one of")]
    [InlineData("", "", "finetune.loss=contrastive", "--set finetune.loss=contrastive: the study 'own' varies finetune.loss; leave it out")]
    public void Check_OptionThatCannotBeSet_IsToldBeforeAnythingRuns(string sound, string faulty, string set, string message)
    {
        File.WriteAllText(_file, sound.Length > 0 ? Sound.Replace(sound, faulty, StringComparison.Ordinal) : Sound);
        var arguments = new PipelineArguments { RepositoryRoot = Repository.Root, Set = set.Length > 0 ? [set] : [], ArtifactsFolder = Path.Combine(Path.GetDirectoryName(_file)!, "store") };

        OptionsException thrown = Assert.Throws<OptionsException>(() => Ablation.Run(arguments, _file, NoProgress.Instance, CancellationToken.None));

        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(arguments.ArtifactsFolder));
    }
}
