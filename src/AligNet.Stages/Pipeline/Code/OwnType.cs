using System.Reflection.Metadata;

namespace AligNet.Pipeline.Code;

/// <summary>A type of one of our own assemblies.</summary>
internal readonly record struct OwnType(AssemblyCode Assembly, TypeDefinitionHandle Handle)
{
    public TypeDefinition Definition => Assembly.Reader.GetTypeDefinition(Handle);

    public string Name => Assembly.NameOf(Handle);

    public bool IsGenerated => AssemblyCode.IsGenerated(Name);

    public IEnumerable<Method> Methods
    {
        get
        {
            AssemblyCode assembly = Assembly;
            return Definition.GetMethods().Select(handle => new Method(assembly, handle));
        }
    }
}
