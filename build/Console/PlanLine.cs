using System.Globalization;
using AligNet.Pipeline;
using AligNet.Pipeline.Planning;

namespace AligNet.Build.Console;

/// <summary>A plan as lines for people.</summary>
public static class PlanLine
{
    /// <summary>Writes one line a node, and what it comes to.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="withSum">Whether to write the sum.</param>
    /// <param name="notes">More about some nodes.</param>
    public static void WriteAll(PipelinePlan plan, bool withSum, IReadOnlyDictionary<string, string> notes)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (PlanEntry entry in plan.Entries.Where(entry => entry.State != PlanState.Unused))
        {
            System.Console.WriteLine(notes.TryGetValue(entry.Node, out string? note) ? $"{Of(entry)}; {note}" : Of(entry));
        }

        if (withSum && plan.WouldRun)
        {
            int unknown = plan.Entries.Count(entry => entry.MayRun && entry.Seconds is null);
            System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{plan.Entries.Count(entry => entry.State == PlanState.Run)} would run, {plan.Entries.Count(entry => entry.State == PlanState.MaybeAfter)} may; at most {StageLine.Duration(TimeSpan.FromSeconds(plan.Seconds))} as far as is known{(unknown > 0 ? $" ({unknown} never ran here)" : "")}."));
        }
    }

    /// <summary>One line.</summary>
    public static string Of(PlanEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        (StageAction action, string reason) = entry.State switch
        {
            PlanState.HitLocal => (StageAction.UpToDate, entry.Reason),
            PlanState.HitRemote => (StageAction.Restored, entry.Reason),
            PlanState.Run => (StageAction.WouldRun, entry.Reason + Cost(entry)),
            PlanState.MaybeAfter => (StageAction.MayRun, $"{(entry.Reason.Length > 0 ? entry.Reason + "; " : "")}after {string.Join(", ", entry.After)}{Cost(entry)}"),
            _ => (entry.Reason == "not in the profile" ? StageAction.NotInProfile : StageAction.NotNeeded, entry.Reason),
        };
        return StageLine.Of(new StageOutcome(entry.Node, action, reason, TimeSpan.Zero, null, null));
    }

    /// <summary>A size with two or three figures: "812 B", "4.10 MB".</summary>
    public static string Size(long bytes)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB"];
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(unit == 0 || value >= 100 ? value.ToString("F0", CultureInfo.InvariantCulture) : value.ToString("G3", CultureInfo.InvariantCulture))} {units[unit]}");
    }

    private static string Cost(PlanEntry entry) => entry.Seconds is { } seconds
        ? $" (about {StageLine.Duration(TimeSpan.FromSeconds(seconds))}{(entry.Bytes is { } bytes ? $", {Size(bytes)}" : "")})"
        : "";
}
