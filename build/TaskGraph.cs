using System.Collections.Concurrent;
using System.Reflection;
using AligNet.Pipeline;
using Cake.Frosting;

namespace AligNet.Build;

/// <summary>The driver's tasks and their order, read from the attributes that Cake reads.</summary>
public static class TaskGraph
{
    /// <summary>Every task: name → type, in the order of the names.</summary>
    public static IReadOnlyDictionary<string, Type> Tasks { get; } = new SortedDictionary<string, Type>(
        typeof(TaskGraph).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask)))
            .ToDictionary(NameOf),
        StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, StageNode> Nodes = StageCatalog.Nodes.ToDictionary(node => TaskName(node.Name), StringComparer.OrdinalIgnoreCase);

    // Attributes are slow to read, and each command asks for these several times.
    private static readonly ConcurrentDictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The node that a task runs, or null when it runs none.</summary>
    public static StageNode? Node(string task) => Nodes.GetValueOrDefault(task);

    /// <summary>The task of a node: "sample-triplets" → "SampleTriplets".</summary>
    public static string TaskName(string node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return string.Concat(node.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    /// <summary>Names of the tasks that a task directly depends on.</summary>
    public static IReadOnlyList<string> Dependencies(string task) => Known.GetOrAdd(task, name =>
        Tasks.TryGetValue(name, out Type? type)
            ? [.. type.GetCustomAttributes<IsDependentOnAttribute>().Select(dependency => NameOf(dependency.Task))]
            : []);

    /// <summary>A task and everything it depends on, dependencies first.</summary>
    /// <param name="targets">Names of tasks.</param>
    public static IReadOnlyList<string> Closure(IEnumerable<string> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        List<string> ordered = [];
        void Visit(string task)
        {
            if (ordered.Contains(task, StringComparer.OrdinalIgnoreCase))
            {
                return;
            }

            foreach (string dependency in Dependencies(task))
            {
                Visit(dependency);
            }

            ordered.Add(task);
        }

        foreach (string target in targets)
        {
            Visit(target);
        }

        return ordered;
    }

    /// <summary>What a task does, in one line.</summary>
    public static string Description(string task) =>
        Tasks[task].GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? string.Empty;

    private static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;
}
