using System.Collections.Immutable;
using System.IO;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace AligNet.Pipeline.Code;

/// <summary>One of our own assemblies, opened to read its IL.</summary>
internal sealed class AssemblyCode : IDisposable
{
    private readonly PEReader _file;
    private readonly Dictionary<string, TypeDefinitionHandle> _types = new(StringComparer.Ordinal);

    public AssemblyCode(string path)
    {
        _file = new PEReader(new MemoryStream(File.ReadAllBytes(path)));
        Reader = _file.GetMetadataReader();
        Name = Reader.GetString(Reader.GetAssemblyDefinition().Name);
        foreach (TypeDefinitionHandle type in Reader.TypeDefinitions)
        {
            _types[NameOf(type)] = type;
        }
    }

    public MetadataReader Reader { get; }

    public string Name { get; }

    public void Dispose() => _file.Dispose();

    /// <summary>"Namespace.Outer+Inner`1".</summary>
    public string NameOf(TypeDefinitionHandle handle)
    {
        TypeDefinition type = Reader.GetTypeDefinition(handle);
        string name = Reader.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer ? $"{NameOf(outer)}+{name}"
            : type.Namespace.IsNil ? name : $"{Reader.GetString(type.Namespace)}.{name}";
    }

    public string NameOf(TypeReferenceHandle handle)
    {
        TypeReference type = Reader.GetTypeReference(handle);
        string name = Reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference ? $"{NameOf((TypeReferenceHandle)type.ResolutionScope)}+{name}"
            : type.Namespace.IsNil ? name : $"{Reader.GetString(type.Namespace)}.{name}";
    }

    /// <summary>Name of the assembly that a referenced type lies in.</summary>
    public string AssemblyOf(TypeReferenceHandle handle)
    {
        EntityHandle scope = Reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => AssemblyOf((TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => Reader.GetString(Reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name),
            _ => Name,
        };
    }

    public TypeDefinitionHandle? Find(string typeName) => _types.TryGetValue(typeName, out TypeDefinitionHandle handle) ? handle : null;

    public MethodBodyBlock Body(MethodDefinition method) => _file.GetMethodBody(method.RelativeVirtualAddress);

    /// <summary>The bytes that a field starts with, of a field that has any (initial values of arrays and literals of bytes).</summary>
    public ImmutableArray<byte> InitialBytes(FieldDefinition field)
    {
        int size = field.DecodeSignature(new FieldSize(this), null);
        return _file.GetSectionData(field.GetRelativeVirtualAddress()).GetContent(0, size);
    }

    /// <summary>Whether the compiler made this up: closures, state machines, lambdas, local functions. Such names hold ordinals and names of locals.</summary>
    public static bool IsGenerated(string name) => name.Contains('<', StringComparison.Ordinal);

    public static bool IsVirtual(MethodDefinition method) => method.Attributes.HasFlag(MethodAttributes.Virtual);

    /// <summary>Size in bytes of the type of a field with initial bytes.</summary>
    private sealed class FieldSize(AssemblyCode assembly) : ISignatureTypeProvider<int, object?>
    {
        public int GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode switch
        {
            PrimitiveTypeCode.Boolean or PrimitiveTypeCode.Byte or PrimitiveTypeCode.SByte => 1,
            PrimitiveTypeCode.Char or PrimitiveTypeCode.Int16 or PrimitiveTypeCode.UInt16 => 2,
            PrimitiveTypeCode.Int32 or PrimitiveTypeCode.UInt32 or PrimitiveTypeCode.Single => 4,
            _ => 8,
        };

        public int GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
            assembly.Reader.GetTypeDefinition(handle).GetLayout().Size;

        public int GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => 0;

        public int GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => 0;

        public int GetSZArrayType(int elementType) => 0;

        public int GetArrayType(int elementType, ArrayShape shape) => 0;

        public int GetByReferenceType(int elementType) => 0;

        public int GetPointerType(int elementType) => 0;

        public int GetGenericInstantiation(int genericType, ImmutableArray<int> typeArguments) => 0;

        public int GetGenericMethodParameter(object? genericContext, int index) => 0;

        public int GetGenericTypeParameter(object? genericContext, int index) => 0;

        public int GetFunctionPointerType(MethodSignature<int> signature) => 0;

        public int GetModifiedType(int modifier, int unmodifiedType, bool isRequired) => unmodifiedType;

        public int GetPinnedType(int elementType) => elementType;
    }
}
