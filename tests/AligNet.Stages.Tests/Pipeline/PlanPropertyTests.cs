using System.IO;
using AligNet.Numerics;
using AligNet.Pipeline;
using AligNet.Pipeline.Planning;

namespace AligNet.Tests.Pipeline;

/// <summary>A plan is held to its word under random mutations of inputs, options, code, artifacts, shards and caches.</summary>
public sealed class PlanPropertyTests
{
    private const int Mutations = 6;
    private static readonly string[] Nodes = ["gather", "count", "report", "tally", "index"];
    private static readonly string[] Options =
    [
        "gather.upper=true", "count.separator=\",\"", "count.trim=true", "count.note=x", "count.unread=y", "report.factor=2", "report.speed=3", "tally.separator=\",\"", "tally.note=z",
    ];

    [Theory]
    [InlineData(0, 15)]
    public void Plan_RandomMutations_IsKept(int first, int count) => Check(first, count);

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData(1000, 1000)]
    public void Plan_ThousandRandomSequences_AreKept(int first, int count) => Check(first, count);

    private static void Check(int first, int count)
    {
        int runs = 0;
        int hits = 0;
        int maybes = 0;
        int remote = 0;
        int shards = 0;
        for (int seed = first; seed < first + count; seed++)
        {
            var random = new Pcg32((ulong)seed);
            using var toy = new ToyPipeline();
            string[] set = [];
            for (int step = 0; step <= Mutations; step++)
            {
                string what = step == 0 ? "nothing" : Mutate(toy, random, ref set);
                IReadOnlyList<PlanEntry> plan = toy.Plan(set);
                int made = toy.ShardsMade;
                Dictionary<string, StageAction> done = toy.RunAll(set, nodes: Nodes).ToDictionary(outcome => outcome.Node, outcome => outcome.Action);
                HashSet<string> restored = [.. done.Where(outcome => outcome.Value == StageAction.Restored).Select(outcome => outcome.Key)];
                HashSet<string> ran = [.. done.Where(outcome => outcome.Value == StageAction.Ran).Select(outcome => outcome.Key)];
                string[] back = [.. toy.BroughtBack()];
                ran.UnionWith(back.Where(node => plan.Single(entry => entry.Node == node).State != PlanState.HitRemote));
                made = toy.ShardsMade - made;
                foreach (PlanEntry entry in plan)
                {
                    string where = $"seed {seed}, step {step} ({what}; {string.Join(' ', set)}): {entry}";
                    switch (entry.State)
                    {
                        case PlanState.Run: Assert.True(ran.Contains(entry.Node), where); runs++; break;
                        case PlanState.HitLocal: Assert.False(ran.Contains(entry.Node) || restored.Contains(entry.Node), where); hits++; break;
                        case PlanState.HitRemote: Assert.False(ran.Contains(entry.Node), where); remote++; break;
                        default:
                            Assert.Equal(PlanState.MaybeAfter, entry.State);
                            Assert.NotEmpty(entry.After);

                            // Only a node that itself runs or may run decides anything.
                            Assert.All(entry.After, after => Assert.True(plan.Single(other => other.Node == after).MayRun, where));
                            maybes++;
                            break;
                    }

                    if (entry.ShardsToMake is { } promised)
                    {
                        Assert.True(promised == made, $"{where}: {made} shards were made");
                        shards += made;
                    }
                }

                Assert.All(toy.Plan(set), entry => Assert.Equal(PlanState.HitLocal, entry.State));
            }
        }

        // The mutations reach every kind of promise.
        Assert.True(runs > 0 && hits > 0 && maybes > 0 && remote > 0 && shards > 0, $"{runs} runs, {hits} hits, {remote} remote hits, {maybes} maybes, {shards} shards made");
    }

    private static string Mutate(ToyPipeline toy, Pcg32 random, ref string[] set)
    {
        string file = Directory.GetFiles(toy.Data("")).Order(StringComparer.Ordinal).ElementAt(random.NextInt(Directory.GetFiles(toy.Data("")).Length));
        switch (random.NextInt(12))
        {
            case 0:
                File.WriteAllText(file, $"line {random.NextInt(3)}\nmore, and more\n");
                return $"edited {Path.GetFileName(file)}";
            case 1:
                DateTime before = File.GetLastWriteTimeUtc(file);
                byte[] bytes = File.ReadAllBytes(file);
                bytes[0] ^= 1;
                File.WriteAllBytes(file, bytes);
                File.SetLastWriteTimeUtc(file, before);
                return $"edited {Path.GetFileName(file)}, time kept";
            case 2:
                File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
                return $"touched {Path.GetFileName(file)}";
            case 3 when Directory.GetFiles(toy.Data("")).Length > 1:
                File.Delete(file);
                return $"deleted {Path.GetFileName(file)}";
            case 4:
                File.WriteAllText(toy.Data($"n{random.NextInt(4)}.txt"), "new, line\n");
                return "added a file";
            case 5:
                toy.GatherVersion = random.NextInt(3);
                return $"code {toy.GatherVersion}";
            case 6:
                return Each(toy, random, artifact => Directory.Delete(artifact, recursive: true), "deleted");
            case 7:
                return Each(toy, random, artifact => File.AppendAllText(Directory.GetFiles(artifact, "*.txt")[0], "!"), "damaged");
            case 8:
                toy.Cache = toy.Cache is null ? Path.Combine(toy.Folder, "cache") : null;
                return $"cache {toy.Cache ?? "none"}";
            case 9:
                Directory.Delete(toy.Artifacts, recursive: true);
                return "removed the store";
            case 10 when Directory.Exists(Path.Combine(toy.Artifacts, ".shards")):
                string[] shards = [.. Directory.GetFiles(Path.Combine(toy.Artifacts, ".shards"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(_ => random.NextInt(2) == 0)];
                Array.ForEach(shards, File.Delete);
                string whole = Path.Combine(toy.Artifacts, "index");
                if (Directory.Exists(whole))
                {
                    Directory.Delete(whole, recursive: true);
                }

                return $"deleted {shards.Length} shards, and what they make up";
            default:
                string option = Options[random.NextInt(Options.Length)];
                set = set.Contains(option) ? [.. set.Where(other => other != option)] : [.. set, option];
                return "options";
        }
    }

    private static string Each(ToyPipeline toy, Pcg32 random, Action<string> mutate, string word)
    {
        string[] artifacts = [.. new[] { "gather", "count", "report", "index" }.Select(stage => Path.Combine(toy.Artifacts, stage)).Where(Directory.Exists).SelectMany(Directory.GetDirectories)
            .Where(_ => random.NextInt(2) == 0)];
        Array.ForEach(artifacts, mutate);
        return $"{word} {artifacts.Length} artifacts";
    }
}
