using System.IO;
using AligNet.EndToEnd.Tests.Driver;
using AligNet.Pipeline;
using AligNet.Stages;
using AligNet.Stages.Pretrain;

namespace AligNet.EndToEnd.Tests.Pipeline;

/// <summary>stages/*.toml and profiles against the options records.</summary>
public class OptionFilesTests
{
    [Fact]
    public void Defaults_OfCode_AreThoseOfTheFiles()
    {
        foreach ((string section, Type type) in PipelineOptions.SectionsOf(StageCatalog.Nodes))
        {
            List<(string Section, string Key, OptionValue Value)> given = OptionFile.Read(Path.Combine(Repository.Root, "stages", section + ".toml"), section, section).FindAll(option => option.Section == section);
            List<string> faults = [];
            IStageOptions fromFile = OptionBinder.Bind(section, type, given.ToDictionary(value => value.Key, value => value.Value), faults);
            var fromCode = section == "pretrain-teacher" ? PretrainOptions.Teacher : (IStageOptions)Activator.CreateInstance(type)!;

            Assert.Empty(faults);
            Assert.Equal(OptionBinder.Keys(type), given.Select(value => value.Key));
            Assert.Equal(OptionBinder.Canonical(fromCode), OptionBinder.Canonical(fromFile));
        }
    }

    [Fact]
    public void Profiles_AllOfThem_CanBeRead()
    {
        foreach (string profile in Directory.GetFiles(Path.Combine(Repository.Root, "stages", "profiles"), "*.toml"))
        {
            var options = PipelineOptions.Load(
                new PipelineArguments { RepositoryRoot = Repository.Root, Profile = Path.GetFileNameWithoutExtension(profile) }, StageCatalog.Nodes);

            Assert.NotNull(options.Data);
        }
    }
}
