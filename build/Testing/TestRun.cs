using System.IO;
using AligNet.Domain;
using Cake.Common;
using Cake.Core;
using Cake.Core.IO;
using Path = System.IO.Path;

namespace AligNet.Build.Testing;

/// <summary>Runs the test executables of all test projects and sums up their result files.</summary>
/// <param name="context">The build's context; option <c>--filter</c> chooses classes.</param>
public sealed class TestRun(PipelineContext context)
{
    private const string SlowTrait = "Category=Slow";

    /// <summary>Folder of an alternative set of golden fixtures, for the tests that read one.</summary>
    private const string GoldenVariable = "ALIGNET_GOLDEN";

    /// <summary>Runs every project and prints the sum on a line of its own.</summary>
    /// <exception cref="CakeException">A test failed, a test process died, or no test ran.</exception>
    public void Execute()
    {
        string? filter = context.Argument("filter");
        string results = Directory.CreateDirectory(Path.Combine(context.Root, "TestResults")).FullName;
        var sum = default(TestCounts);
        List<string> died = [];
        foreach (string project in Projects())
        {
            string result = Path.Combine(results, $"{Path.GetFileName(project)}.xml");
            File.Delete(result);
            int exitCode = Run(project, result, filter);
            try
            {
                TestCounts counts = TestCounts.Read(result);
                sum += counts;
                if (exitCode != 0 && counts.Failed == 0)
                {
                    died.Add($"{Path.GetFileName(project)} ended with exit code {exitCode} although no test failed");
                }
            }
            catch (ArtifactException exception)
            {
                died.Add($"{Path.GetFileName(project)} ended with exit code {exitCode}. {exception.Message}");
            }
        }

        System.Console.WriteLine(sum);
        if (died.Count > 0)
        {
            throw new CakeException(string.Join(Environment.NewLine, died));
        }

        if (sum.Total == 0)
        {
            throw new CakeException(filter is null ? "No test ran." : $"No test ran: --filter={filter} fits no test class.");
        }

        if (sum.Failed > 0)
        {
            throw new CakeException($"{sum.Failed} of {sum.Total} tests failed; see above, or {results}.");
        }
    }

    /// <summary>What selects tests on xunit's command line: "Slow" the slow ones, "Golden" the classes that end in GoldenTests, any
    /// other text the classes whose name contains it; slow tests run only when asked for.</summary>
    public static IEnumerable<string> Selection(string? filter) => filter switch
    {
        null => ["-trait-", SlowTrait],
        _ when filter.Equals("Slow", StringComparison.OrdinalIgnoreCase) => ["-trait", SlowTrait],
        _ when filter.Equals("Golden", StringComparison.OrdinalIgnoreCase) => ["-trait-", SlowTrait, "-class", "*GoldenTests"],
        _ => ["-trait-", SlowTrait, "-class", $"*{filter}*"],
    };

    private string[] Projects()
    {
        string[] folders = [.. Directory.GetFiles(Path.Combine(context.Root, "tests"), "*.csproj", SearchOption.AllDirectories)
            .Select(project => Path.GetDirectoryName(project)!)];
        Array.Sort(folders, StringComparer.Ordinal);
        return folders;
    }

    private int Run(string project, string result, string? filter)
    {
        string name = Path.GetFileName(project);
        ProcessArgumentBuilder arguments = new ProcessArgumentBuilder()
            .AppendQuoted(Path.Combine(project, "bin", "Release", "net10.0", $"{name}.dll"))
            .Append("-noLogo").Append("-result-xml").AppendQuoted(result);
        foreach (string word in Selection(filter))
        {
            arguments.AppendQuoted(word);
        }

        if (System.Console.IsOutputRedirected)
        {
            arguments.Append("-noColor");
        }

        var settings = new ProcessSettings { Arguments = arguments, WorkingDirectory = context.Root };
        if (Environment.GetEnvironmentVariable(GoldenVariable) is { Length: > 0 } golden)
        {
            settings.EnvironmentVariables = new Dictionary<string, string?> { [GoldenVariable] = Path.GetFullPath(golden) };
        }

        return context.StartProcess("dotnet", settings);
    }
}
