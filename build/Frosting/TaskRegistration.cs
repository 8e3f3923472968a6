using System.Reflection;
using AligNet.Domain;
using Cake.Core;

namespace Cake.Frosting;

/// <summary>Turns task types into tasks of the engine.</summary>
internal static class TaskRegistration
{
    /// <summary>The concrete task types of assemblies.</summary>
    public static IEnumerable<Type> TypesIn(IEnumerable<Assembly> assemblies) =>
        assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask)));

    /// <summary>Registers task types.</summary>
    /// <exception cref="CakeException">A task takes another context than the build's, or two tasks share a name.</exception>
    public static void Register(ICakeEngine engine, IEnumerable<Type> types, Type contextType)
    {
        foreach (Type type in types)
        {
            if (ContextOf(type) is { } wanted && !wanted.IsAssignableFrom(contextType))
            {
                throw new CakeException($"Task {type.Name} takes a {wanted.Name}, but the build's context is a {contextType.Name}.");
            }

            Add(engine, type);
        }
    }

    /// <summary>The targets under the names that the tasks carry.</summary>
    /// <exception cref="CakeException">A target is no task; the message names the nearest.</exception>
    public static IReadOnlyList<string> Resolve(IReadOnlyList<string> targets, IReadOnlyList<ICakeTaskInfo> tasks)
    {
        string[] names = [.. tasks.Select(task => task.Name)];
        return [.. targets.Select(target => Array.Find(names, name => name.Equals(target, StringComparison.OrdinalIgnoreCase))
            ?? throw new CakeException($"There is no target '{target}'.{NearestName.Hint(target, names)}"))];
    }

    /// <summary>The name that a task type has on the command line.</summary>
    internal static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;

    private static void Add(ICakeEngine engine, Type type)
    {
        string name = NameOf(type);
        if (engine.Tasks.Any(task => task.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new CakeException($"Two tasks are called {name}; {type.FullName} is the second.");
        }

        var task = (IFrostingTask)Activator.CreateInstance(type)!;
        CakeTaskBuilder builder = engine.RegisterTask(name)
            .Description(type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? string.Empty)
            .WithCriteria(task.ShouldRun)
            .Does(task.RunAsync);
        foreach (IsDependentOnAttribute dependency in type.GetCustomAttributes<IsDependentOnAttribute>())
        {
            builder.IsDependentOn(NameOf(dependency.Task));
        }

        foreach (IsDependeeOfAttribute dependee in type.GetCustomAttributes<IsDependeeOfAttribute>())
        {
            builder.IsDependeeOf(NameOf(dependee.Task));
        }

        if (Overrides(type, nameof(IFrostingTask.OnError)))
        {
            builder.OnError((exception, context) => task.OnError(exception, context));
        }

        if (Overrides(type, nameof(IFrostingTask.Finally)))
        {
            builder.Finally(context => task.Finally(context));
        }
    }

    private static Type? ContextOf(Type type) => TaskBase(type)?.GenericTypeArguments[0];

    private static Type? TaskBase(Type? type)
    {
        while (type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(FrostingTask<>)))
        {
            type = type.BaseType;
        }

        return type;
    }

    private static bool Overrides(Type type, string method) =>
        type.GetMethod(method, BindingFlags.Public | BindingFlags.Instance) is { } found && found.DeclaringType != TaskBase(type);
}
