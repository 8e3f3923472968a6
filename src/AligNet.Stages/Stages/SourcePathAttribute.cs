namespace AligNet.Stages;

/// <summary>Marks an option that names a file or folder, relative to <c>data.root</c>. Never part of a fingerprint: the content is.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SourcePathAttribute : Attribute;
