namespace Cake.Frosting;

/// <summary>The task's name on the command line; without it the type's name serves.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    /// <summary>The text.</summary>
    public string Name { get; } = name;
}
