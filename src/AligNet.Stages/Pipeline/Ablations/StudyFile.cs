using System.IO;
using AligNet.Domain;
using AligNet.Stages;

namespace AligNet.Pipeline.Ablations;

/// <summary>Reads the file that declares an ablation: stages/ablations/NAME.toml, or one of the user's own.</summary>
internal static class StudyFile
{
    /// <summary>Reads a study.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="study">Name of a study, or path of a TOML file.</param>
    /// <exception cref="OptionsException">There is no such file, or it does not declare a study; one message with every fault.</exception>
    public static AblationStudy Read(string root, string study)
    {
        (string path, string shownAs) = Find(Path.Combine(root, "stages", "ablations"), study);
        List<string> faults = [];
        StudyKeys? keys = null;
        List<AblationFactor> factors = [];
        List<AblationMeasure> measures = [];
        foreach ((string table, string at, List<(string Key, OptionValue Value)> values) in OptionFile.ReadTables(path, shownAs))
        {
            switch (table)
            {
                case "":
                    keys = Bind<StudyKeys>("study", values, faults);
                    break;
                case "factor":
                    factors.Add(Factor(Bind<FactorKeys>(table, values, faults), at, faults));
                    break;
                case "measure":
                    measures.Add(Measure(Bind<MeasureKeys>(table, values, faults), at, faults));
                    break;
                default:
                    faults.Add($"{at}: there is no table '{table}'.{NearestName.Hint(table, ["factor", "measure"])} A study has [[factor]] and [[measure]].");
                    break;
            }
        }

        var read = new AblationStudy
        {
            Name = Path.GetFileNameWithoutExtension(path),
            Description = keys!.Description,
            Set = keys.Set,
            Factors = factors,
            Measures = measures,
            Seeds = keys.Seeds,
            Reference = keys.Reference,
            Repeated = keys.Repeated,
            Choose = keys.Choose,
        };
        faults.AddRange(Faults(read, shownAs));
        return faults.Count == 0 ? read : throw new OptionsException(string.Join(Environment.NewLine, faults));
    }

    private static (string Path, string ShownAs) Find(string folder, string study)
    {
        if (study.EndsWith(".toml", StringComparison.OrdinalIgnoreCase))
        {
            return File.Exists(study) ? (Path.GetFullPath(study), study) : throw new OptionsException($"--study={study}: there is no such file.");
        }

        string path = Path.Combine(folder, study + ".toml");
        return File.Exists(path) ? (path, $"stages/ablations/{study}.toml") : throw new OptionsException(
            $"--study={study}: there is no study of that name.{NearestName.Hint(study, [.. Directory.GetFiles(folder, "*.toml").Select(file => Path.GetFileNameWithoutExtension(file)!)])} "
            + "A file of your own is named by its path, ending in .toml.");
    }

    private static TKeys Bind<TKeys>(string table, List<(string Key, OptionValue Value)> values, List<string> faults)
        where TKeys : IStageOptions, new()
    {
        Dictionary<string, OptionValue> given = [];
        foreach ((string key, OptionValue value) in values)
        {
            given[key] = value;
        }

        return (TKeys)OptionBinder.Bind(table, typeof(TKeys), given, faults);
    }

    private static AblationFactor Factor(FactorKeys keys, string at, List<string> faults)
    {
        int ways = (keys.Option.Length > 0 ? 1 : 0) + (keys.Set.Length > 0 ? 1 : 0) + (keys.Settings.Length > 0 ? 1 : 0);
        if (keys.Name.Length == 0)
        {
            faults.Add($"{at}: factor.name: expected what is varied, in a word or two, found nothing.");
        }

        string[] levels = keys.Levels.Length > 0 ? keys.Levels : keys.Settings;
        string[][] set = keys.Option.Length > 0 ? [.. levels.Select(level => (string[])[$"{keys.Option}={level}"])]
            : keys.Settings.Length > 0 ? [.. levels.Select(_ => Array.Empty<string>())] : keys.Set;
        if (ways != 1)
        {
            faults.Add($"{at}: a factor has levels and one of three: option (the levels are its values), set (a list of \"section.key=value\" for each level), settings (levels of the evaluation); found {ways} of them.");
        }
        else if (levels.Length < 2 || levels.Distinct().Count() < levels.Length || set.Length != levels.Length)
        {
            faults.Add($"{at}: a factor has two levels or more, all different, and as many lists in set; found {levels.Length} levels ({levels.Distinct().Count()} different){(keys.Set.Length > 0 ? $" and {keys.Set.Length} lists" : "")}.");
        }

        return new AblationFactor(keys.Name, keys.Settings.Length > 0 ? keys.Settings : levels, set, keys.Settings.Length > 0);
    }

    private static AblationMeasure Measure(MeasureKeys keys, string at, List<string> faults)
    {
        foreach ((string key, string value) in new[] { ("name", keys.Name), ("node", keys.Node), ("task", keys.Task), ("subset", keys.Subset), ("metric", keys.Metric) })
        {
            if (value.Length == 0)
            {
                faults.Add($"{at}: measure.{key}: expected text, found nothing. A measure is named by node, task, subset and metric, the columns of the node's metrics.parquet.");
            }
        }

        string[] nodes = [.. StageCatalog.Nodes.Where(node => node.Stage.Outputs.Contains("metrics.parquet") && node.Name != "evaluate").Select(node => node.Name)];
        if (keys.Node.Length > 0 && !nodes.Contains(keys.Node))
        {
            faults.Add($"{at}: measure.node: '{keys.Node}' measures nothing.{NearestName.Hint(keys.Node, nodes)}");
        }

        return new AblationMeasure
        {
            Name = keys.Name, Node = keys.Node, Model = keys.Model, Setting = keys.Setting, Task = keys.Task, Subset = keys.Subset, Metric = keys.Metric,
            HigherIsBetter = keys.HigherIsBetter, OnlyChosen = keys.OnlyChosen,
        };
    }

    private static IEnumerable<string> Faults(AblationStudy study, string shownAs)
    {
        if (study.Description.Length == 0)
        {
            yield return $"{shownAs}: description: expected what the study asks, found nothing.";
        }

        if (study.Factors.Count is 0 or > 2)
        {
            yield return $"{shownAs}: expected one or two [[factor]], found {study.Factors.Count}.";
        }

        if (study.Factors.All(factor => factor.IsSetting))
        {
            yield return $"{shownAs}: expected a factor that sets options; settings alone are what every report compares.";
        }

        if (study.Measures.All(measure => measure.OnlyChosen))
        {
            yield return $"{shownAs}: expected a [[measure]] that every variant has, found none.";
        }

        string[] names = [.. study.Measures.Select(measure => measure.Name)];
        if (names.Distinct().Count() < names.Length)
        {
            yield return $"{shownAs}: measures share a name; each has its own.";
        }

        if (study.Choose.Length > 0 && !study.Measures.Any(measure => measure.Name == study.Choose && !measure.OnlyChosen))
        {
            yield return $"{shownAs}: choose: no measure of every variant has the name '{study.Choose}'.{NearestName.Hint(study.Choose, names)}";
        }

        if (study.Choose.Length == 0 && study.Measures.Any(measure => measure.OnlyChosen))
        {
            yield return $"{shownAs}: choose: measures with only_chosen need the name of the measure to choose by, found nothing.";
        }

        if (study.Repeated.Contains(AblationRepetition.Seeds) && study.Seeds.Count < 2)
        {
            yield return $"{shownAs}: repeated: \"seeds\" needs two seeds or more, found {study.Seeds.Count}.";
        }

        if (study.Seeds.Any(seed => seed < 0) || study.Seeds.Distinct().Count() < study.Seeds.Count)
        {
            yield return $"{shownAs}: seeds: expected different numbers of 0 or more, found [{string.Join(", ", study.Seeds)}].";
        }
    }
}
