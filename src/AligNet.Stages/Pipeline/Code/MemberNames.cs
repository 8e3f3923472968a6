using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using AligNet.Artifacts;

namespace AligNet.Pipeline.Code;

/// <summary>Names of everything that tokens stand for; naming something reaches it.</summary>
internal sealed class MemberNames(ReachableCode walk, AssemblyCode assembly, MemberText text) : ISignatureTypeProvider<string, object?>
{
    private MetadataReader Reader => assembly.Reader;

    public string Of(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => GetTypeFromDefinition(Reader, (TypeDefinitionHandle)handle, 0),
        HandleKind.TypeReference => GetTypeFromReference(Reader, (TypeReferenceHandle)handle, 0),
        HandleKind.TypeSpecification => GetTypeFromSpecification(Reader, null, (TypeSpecificationHandle)handle, 0),
        HandleKind.MethodDefinition => OfMethod((MethodDefinitionHandle)handle),
        HandleKind.FieldDefinition => OfField((FieldDefinitionHandle)handle),
        HandleKind.MemberReference => OfMember((MemberReferenceHandle)handle),
        HandleKind.MethodSpecification => OfInstance((MethodSpecificationHandle)handle),
        _ => throw new BadImageFormatException($"Unexpected token {handle.Kind} in IL."),
    };

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = new OwnType(assembly, handle);
        walk.Reach(type, text);
        return text.NameFor(type.Name);
    }

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        if (walk.Resolve(assembly, handle) is { } type)
        {
            walk.Reach(type, text);
        }
        else
        {
            walk.ReachAssembly(assembly.AssemblyOf(handle));
        }

        return assembly.NameOf(handle);
    }

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        Reader.GetTypeSpecification(handle).DecodeSignature(this, null);

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{new string(',', shape.Rank - 1)}]";

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => $"{genericType}<{string.Join(", ", typeArguments)}>";

    public string GetGenericMethodParameter(object? genericContext, int index) => $"!!{index}";

    public string GetGenericTypeParameter(object? genericContext, int index) => $"!{index}";

    public string GetFunctionPointerType(MethodSignature<string> signature) => $"method {ReachableCode.SignatureText(signature)}";

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => $"{unmodifiedType} mod {modifier}";

    public string GetPinnedType(string elementType) => elementType + " pinned";

    private string OfMethod(MethodDefinitionHandle handle)
    {
        var method = new Method(assembly, handle);
        walk.Reach(method, text);
        return $"{text.NameFor(method.Type.Name)}::{text.NameFor(method.Name)}{ReachableCode.SignatureText(method.Definition.DecodeSignature(this, null))}";
    }

    private string OfField(FieldDefinitionHandle handle)
    {
        FieldDefinition field = Reader.GetFieldDefinition(handle);
        string type = GetTypeFromDefinition(Reader, field.GetDeclaringType(), 0);
        string initial = field.Attributes.HasFlag(FieldAttributes.HasFieldRVA) ? ContentHash.OfBytes(assembly.InitialBytes(field).AsSpan()) : "";
        return $"{type}.{NameOfField(new OwnType(assembly, field.GetDeclaringType()), Reader.GetString(field.Name))} {field.DecodeSignature(this, null)} {initial}";
    }

    /// <summary>A member of a generic type, of another assembly of ours, or of a package.</summary>
    private string OfMember(MemberReferenceHandle handle)
    {
        MemberReference member = Reader.GetMemberReference(handle);
        string parent = Of(member.Parent);
        string name = Reader.GetString(member.Name);
        OwnType? type = walk.OwnTypeOf(assembly, member.Parent);
        if (member.GetKind() == MemberReferenceKind.Field)
        {
            return $"{parent}.{NameOfField(type, name)} {member.DecodeFieldSignature(this, null)}";
        }

        MethodSignature<string> signature = member.DecodeMethodSignature(this, null);
        if (type is { } own)
        {
            foreach (Method method in own.Methods.Where(method => method.Name == name && IsSame(method, signature)))
            {
                walk.Reach(method, text);
            }
        }

        return $"{parent}::{text.NameFor(name)}{ReachableCode.SignatureText(signature)}";
    }

    /// <summary>A local that a lambda uses becomes a field of its name in a type of the compiler's.</summary>
    private string NameOfField(OwnType? type, string name) => text.NameFor(type is { IsGenerated: true } generated ? $"<{generated.Name}>{name}" : name);

    private string OfInstance(MethodSpecificationHandle handle)
    {
        MethodSpecification instance = Reader.GetMethodSpecification(handle);
        return $"{Of(instance.Method)}<{string.Join(", ", instance.DecodeSignature(this, null))}>";
    }

    /// <summary>Overloads with as many parameters are all reached: to tell them apart would need their types compared across assemblies.</summary>
    private static bool IsSame(Method method, MethodSignature<string> signature)
    {
        BlobReader blob = method.Assembly.Reader.GetBlobReader(method.Definition.Signature);
        SignatureHeader header = blob.ReadSignatureHeader();
        int generics = header.IsGeneric ? blob.ReadCompressedInteger() : 0;
        return generics == signature.GenericParameterCount && blob.ReadCompressedInteger() == signature.ParameterTypes.Length;
    }
}
