namespace AligNet.Stages;

/// <summary>Marks an option that cannot change a stage's result, so that it stays out of the fingerprint: where a source lies (its
/// content is an input), how many threads work.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotKeyedAttribute : Attribute;
