using System.Globalization;
using System.IO;
using System.Xml;
using System.Xml.Linq;
using AligNet.Domain;

namespace AligNet.Build.Testing;

/// <summary>How many tests passed, failed and were skipped.</summary>
public readonly record struct TestCounts(int Passed, int Failed, int Skipped)
{
    /// <summary>How many ran or were skipped.</summary>
    public int Total => Passed + Failed + Skipped;

    /// <summary>Adds the counts of two projects.</summary>
    public static TestCounts operator +(TestCounts left, TestCounts right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

    /// <summary>Reads the result file that xunit's in-process runner writes. Errors outside a test (in a constructor of a fixture,
    /// while cleaning up) count as failures.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArtifactException">The file is no such result: the process ended before it was complete.</exception>
    public static TestCounts Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return Read(XDocument.Load(file));
        }
        catch (Exception exception) when (exception is XmlException or FormatException or FileNotFoundException)
        {
            throw new ArtifactException($"{path}: found no complete test result, expected one written by xunit. The test process must have ended early; its output above says why.", exception);
        }
    }

    /// <summary>"12 passed, 0 failed, 1 skipped".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");

    private static TestCounts Read(XDocument document)
    {
        var sum = default(TestCounts);
        foreach (XElement assembly in document.Elements("assemblies").Elements("assembly"))
        {
            int Count(string name) => int.Parse((string?)assembly.Attribute(name) ?? string.Empty, CultureInfo.InvariantCulture);
            sum += new TestCounts(Count("passed"), Count("failed") + Count("errors"), Count("skipped"));
        }

        return document.Root?.Name == "assemblies" ? sum : throw new FormatException("No element <assemblies>.");
    }
}
