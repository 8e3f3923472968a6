using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace AligNet.Pipeline.Code;

/// <summary>The type of ours that a type specification is an instance of.</summary>
internal sealed class GenericTypes(ReachableCode walk, AssemblyCode assembly) : ISignatureTypeProvider<OwnType?, object?>
{
    public OwnType? GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => new OwnType(assembly, handle);

    public OwnType? GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => walk.Resolve(assembly, handle);

    public OwnType? GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        walk.OwnTypeOf(assembly, handle);

    public OwnType? GetGenericInstantiation(OwnType? genericType, ImmutableArray<OwnType?> typeArguments) => genericType;

    public OwnType? GetModifiedType(OwnType? modifier, OwnType? unmodifiedType, bool isRequired) => unmodifiedType;

    public OwnType? GetPrimitiveType(PrimitiveTypeCode typeCode) => null;

    public OwnType? GetSZArrayType(OwnType? elementType) => null;

    public OwnType? GetArrayType(OwnType? elementType, ArrayShape shape) => null;

    public OwnType? GetByReferenceType(OwnType? elementType) => null;

    public OwnType? GetPointerType(OwnType? elementType) => null;

    public OwnType? GetGenericMethodParameter(object? genericContext, int index) => null;

    public OwnType? GetGenericTypeParameter(object? genericContext, int index) => null;

    public OwnType? GetFunctionPointerType(MethodSignature<OwnType?> signature) => null;

    public OwnType? GetPinnedType(OwnType? elementType) => null;
}
