using System.Reflection;
using AligNet.Pipeline;
using AligNet.Stages;

namespace AligNet.Tests.Architecture;

/// <summary>Every option reports that it was read: one that does not would be missing from fingerprints, and its change from reruns.</summary>
public sealed class ObservedOptionsTests
{
    public static TheoryData<Type> OptionTypes => [.. StageCatalog.Nodes.Select(node => node.Stage.OptionsType).Distinct()];

    [Theory]
    [MemberData(nameof(OptionTypes))]
    public void EveryPropertyReportsItself(Type type)
    {
        HashSet<string> read = [];
        StageOptions options = Assert.IsAssignableFrom<StageOptions>(Activator.CreateInstance(type));
        object copy = options.Observed(name => read.Add(name)) with { };
        PropertyInfo[] properties = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite)];
        Assert.Empty(read);
        foreach (PropertyInfo property in properties)
        {
            property.GetValue(copy);
            Assert.Contains(property.Name, read);
        }

        Assert.Equal(properties.Length, read.Count);
    }
}
