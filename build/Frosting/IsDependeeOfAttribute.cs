namespace Cake.Frosting;

/// <summary>Another task, which has to run after this one.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class IsDependeeOfAttribute(Type task) : Attribute
{
    /// <summary>The other task's type.</summary>
    public Type Task { get; } = task;
}
