using System.IO;
using System.Text.Json;
using AligNet.EndToEnd.Tests.Pipeline;

namespace AligNet.EndToEnd.Tests.Report;

/// <summary>A profile with the least that has a report: what it lacks is named, nothing is left out in silence.</summary>
public sealed class MissingDataTests : IDisposable
{
    private readonly TinyStudy _study = new();

    public void Dispose() => _study.Dispose();

    [Fact]
    public void Page_OfAProfileWithoutEvaluationData_NamesWhatIsMissing()
    {
        _study.RunTo("report", "data.levels=", "data.evaluation_images=", "data.ratings=", "data.few_shot=", "data.shift=", "data.hierarchy_images=", "data.categories=", "data.clean_images=", "data.robustness=", "data.heldout_objects=", "data.heldout_triplets=", "data.heldout_similarity=");

        string html = File.ReadAllText(_study.File("report", "report.html"));
        foreach (string missing in new[]
        {
            "Responses by abstraction level", "Human similarity", "Uncertainty", "Few-shot classification", "Sub-population shift", "Changes along the hierarchy", "Robustness", "Other sets of images", "Rated similarity", "Triplets with images", "The elbow",
        })
        {
            Assert.Contains($"<strong>{missing}: not available.</strong>", html, StringComparison.Ordinal);
        }

        Assert.Contains("id=\"fig-answer\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"fig-rsm-judged\"", html, StringComparison.Ordinal);
        (JsonElement found, string[] console) = Browser.Measure(html, 390, false, "({faults, sections: [...document.querySelectorAll('main section')].filter(s => s.children.length < 2).length, scroll: document.documentElement.scrollWidth})");
        Assert.Empty(console);
        Assert.Equal(0, found.GetProperty("faults").GetArrayLength());
        Assert.Equal(0, found.GetProperty("sections").GetInt32());
        Assert.InRange(found.GetProperty("scroll").GetInt32(), 1, 390);
    }
}
