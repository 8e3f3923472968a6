using System.Reflection.Metadata;

namespace AligNet.Pipeline.Code;

/// <summary>A method of one of our own assemblies.</summary>
internal readonly record struct Method(AssemblyCode Assembly, MethodDefinitionHandle Handle)
{
    public MethodDefinition Definition => Assembly.Reader.GetMethodDefinition(Handle);

    public string Name => Assembly.Reader.GetString(Definition.Name);

    public OwnType Type => new(Assembly, Definition.GetDeclaringType());

    /// <summary>Whether it, or a type around it, was named by the compiler.</summary>
    public bool IsGenerated => AssemblyCode.IsGenerated(Name) || Type.IsGenerated;
}
