using System.IO;
using System.Text.RegularExpressions;

namespace AligNet.EndToEnd.Tests.Report;

/// <summary>What the published page says, without a browser.</summary>
public partial class PublishedReportTests(PublishedReport report) : IClassFixture<PublishedReport>
{
    [Fact]
    public void Sources_OfEveryTableAndFigure_LeadToFilesOfTheStore()
    {
        string[] files = [.. FileLink().Matches(report.Html).Select(match => match.Groups[1].Value).Distinct()];

        Assert.InRange(files.Length, 20, 200);
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(report.Page)!, file)), file));
        Assert.DoesNotContain("class=\"source\" href=\"#", report.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_OfAllTables_LeadToTheirArtifact()
    {
        string[] targets = [.. NumberLink().Matches(report.Html).Select(match => match.Groups[1].Value).Distinct()];

        Assert.Contains("input-evaluate-metrics.parquet", targets);
        Assert.All(targets, target => Assert.Contains($"<span id=\"{target}\">", report.Html, StringComparison.Ordinal));
        Assert.DoesNotMatch(@"<td[^>]*>[−+]?\d\.\d{3}", report.Html);
    }

    [Fact]
    public void Inputs_OfThePage_HaveTheirDigests()
    {
        string[] rows = [.. report.Html.Split("<tr>").Where(row => row.Contains("<span id=\"input-", StringComparison.Ordinal)).Select(row => row.Split("</tr>")[0])];

        Assert.InRange(rows.Length, 20, 200);
        Assert.All(rows, row => Assert.Matches("<code>[0-9a-f]{16}…</code>", row));
        Assert.Contains(rows, row => row.Contains("evaluate/", StringComparison.Ordinal) && row.Contains("metrics.parquet", StringComparison.Ordinal) && Regex.IsMatch(row, @"<td[^>]*>[\d,]+</td>"));
        Assert.DoesNotContain("<!--digest", report.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_IsOpen_AndSaysWhatItCounts()
    {
        string answer = Section("answer"), judgements = Section("judgements");

        Assert.DoesNotContain("<details>", answer, StringComparison.Ordinal);
        Assert.Matches(@"<th scope=""col"">[^<]+<span class=""interval"">n = \d+ triplets</span></th>", answer);
        Assert.Contains("<details><summary>", judgements, StringComparison.Ordinal);
        Assert.Matches(@"<text[^>]*>n = [\d,]+( triplets| objects)?</text>", judgements);

        string Section(string id) => report.Html[report.Html.IndexOf($"<section id=\"{id}\"", StringComparison.Ordinal)..].Split("</section>")[0];
    }

    [Fact]
    public void Record_HasFingerprintsOptionsAndTheCommand()
    {
        Assert.All(report.Fingerprints, fingerprint => Assert.Contains(fingerprint, report.Html, StringComparison.Ordinal));
        Assert.Contains("<code>cluster.k</code></th><td><code>4</code></td><td><code>500</code></td>", report.Html, StringComparison.Ordinal);
        Assert.Contains("--set &#39;cluster.elbow_k=[2, 3, 4, 5]&#39;", report.Html, StringComparison.Ordinal);
        Assert.Contains("dotnet 10.", report.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void StoredPage_NamesContentAlone()
    {
        Assert.DoesNotContain(report.Fingerprints, fingerprint => report.Stored.Contains(fingerprint[..12], StringComparison.Ordinal));
        Assert.DoesNotContain("dotnet 10.", report.Stored, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_IsSelfContainedAndSmall()
    {
        Assert.DoesNotMatch("(src|href)=\"(https?:)?//", report.Html);
        Assert.DoesNotMatch(@"url\((?!data:|#)", report.Html);
        Assert.DoesNotContain("@import", report.Html, StringComparison.Ordinal);
        Assert.InRange(new FileInfo(report.Page).Length, 100_000, 8_000_000);
        Assert.Contains("<h1>a &lt; b &amp; &#39;c&#39;</h1>", report.Html, StringComparison.Ordinal);
    }

    [GeneratedRegex("class=\"source\" href=\"([^\"#]+)\"")]
    private static partial Regex FileLink();

    [GeneratedRegex("class=\"n\" tabindex=\"-1\" href=\"#([^\"]+)\"")]
    private static partial Regex NumberLink();
}
