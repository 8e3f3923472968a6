using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using AligNet.Artifacts;

namespace AligNet.Pipeline.Code;

/// <summary>Walks from a stage's type to every member of our own assemblies that its code can reach, and takes the digest of each.</summary>
/// <remarks>
/// <para>Reached is what the IL of a reached method names. Of a type that is named, its static constructor is reached, and each virtual method that
/// somebody may call: it fills a slot that a reached method calls, or one of a type outside our assemblies (Dispose, MoveNext, ToString).</para>
/// <para>Methods that the compiler made (lambdas, iterators, local functions) are part of the method they were written in, without their names, since
/// those hold ordinals and names of locals. Debug data, attributes, and what only the compiler sees are not in the IL that is read here.</para>
/// </remarks>
internal sealed class ReachableCode
{
    private readonly IReadOnlyDictionary<string, AssemblyCode> _own;
    private readonly Dictionary<string, string> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _assemblies = new(StringComparer.Ordinal);
    private readonly HashSet<Method> _seen = [];
    private readonly HashSet<OwnType> _types = [];
    private readonly HashSet<string> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Method>> _waiting = new(StringComparer.Ordinal);
    private readonly Queue<Method> _queue = new();

    private ReachableCode(IReadOnlyDictionary<string, AssemblyCode> own) => _own = own;

    /// <summary>Members reached from a type's constructors and from the methods of one name that it or its base types have.</summary>
    /// <param name="own">Our assemblies by name.</param>
    /// <param name="assembly">Assembly of the type.</param>
    /// <param name="typeName">The type, as reflection writes its name.</param>
    /// <param name="entry">Name of the entry points.</param>
    /// <returns>Member → digest, and the names of the other assemblies that are used.</returns>
    public static (SortedDictionary<string, string> Members, IReadOnlyCollection<string> Assemblies) From(
        IReadOnlyDictionary<string, AssemblyCode> own, string assembly, string typeName, string entry)
    {
        var walk = new ReachableCode(own);
        AssemblyCode code = own[assembly];
        TypeDefinitionHandle handle = code.Find(typeName)
            ?? throw new ArgumentException($"Assembly {assembly} has no type {typeName}.", nameof(typeName));
        var type = new OwnType(code, handle);
        walk.Reach(type);
        foreach (Method method in type.Methods.Where(method => method.Name is ".ctor" || method.Name == entry))
        {
            walk.Reach(method);
        }

        walk._slots.Add(entry);
        walk.Release(entry);
        while (walk._queue.TryDequeue(out Method next))
        {
            walk._members[walk.NameOf(next)] = walk.DigestOf(next);
        }

        return (new SortedDictionary<string, string>(walk._members, StringComparer.Ordinal), walk._assemblies);
    }

    private string NameOf(Method method)
    {
        MethodSignature<string> signature = method.Definition.DecodeSignature(new TypeNames(this, method.Assembly, new MemberText()), null);
        int generics = method.Definition.GetGenericParameters().Count;
        return $"{method.Type.Name}::{method.Name}{(generics > 0 ? $"`{generics}" : "")}({string.Join(", ", signature.ParameterTypes)})";
    }

    private string DigestOf(Method method)
    {
        var text = new MemberText();
        HashSet<Method> inlined = [method];
        Write(method, text);
        while (text.Inlined.TryDequeue(out Method generated))
        {
            if (inlined.Add(generated))
            {
                Write(generated, text);
            }
        }

        return ContentHash.OfBytes(System.Text.Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Writes everything of a method that decides what it does.</summary>
    private void Write(Method method, MemberText text)
    {
        MethodDefinition definition = method.Definition;
        var names = new TypeNames(this, method.Assembly, text);
        text.Add("method").Add(SignatureText(definition.DecodeSignature(names, null)));
        text.Add(((int)definition.ImplAttributes).ToString()).Add(definition.Attributes.HasFlag(MethodAttributes.Static) ? "static" : "instance");
        if (definition.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
        {
            MethodImport import = definition.GetImport();
            MetadataReader reader = method.Assembly.Reader;
            text.Add("import").Add(reader.GetString(reader.GetModuleReference(import.Module).Name)).Add(reader.GetString(import.Name)).Add(((int)import.Attributes).ToString());
        }

        if (definition.RelativeVirtualAddress == 0)
        {
            return;
        }

        MethodBodyBlock body = method.Assembly.Body(definition);
        if (!body.LocalSignature.IsNil)
        {
            foreach (string local in method.Assembly.Reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null))
            {
                text.Add("local").Add(local);
            }
        }

        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            text.Add($"{region.Kind} {region.TryOffset} {region.TryLength} {region.HandlerOffset} {region.HandlerLength} {region.FilterOffset}");
            text.Add(region.CatchType.IsNil ? "" : names.Of(region.CatchType));
        }

        byte[] il = body.GetILBytes() ?? [];
        for (int at = 0; at < il.Length;)
        {
            (int size, System.Reflection.Emit.OperandType operand) = IlCode.At(il, at);
            text.Add(Convert.ToHexString(il, at, size));
            at += size;
            if (operand is System.Reflection.Emit.OperandType.InlineSwitch)
            {
                int bytes = sizeof(int) * (1 + BitConverter.ToInt32(il, at));
                text.Add(Convert.ToHexString(il, at, bytes));
                at += bytes;
                continue;
            }

            int width = IlCode.Size(operand);
            text.Add(operand switch
            {
                System.Reflection.Emit.OperandType.InlineNone => "",
                System.Reflection.Emit.OperandType.InlineString => method.Assembly.Reader.GetUserString((UserStringHandle)MetadataTokens.Handle(BitConverter.ToInt32(il, at))),
                System.Reflection.Emit.OperandType.InlineField or System.Reflection.Emit.OperandType.InlineMethod or System.Reflection.Emit.OperandType.InlineTok
                    or System.Reflection.Emit.OperandType.InlineType => names.Of((EntityHandle)MetadataTokens.Handle(BitConverter.ToInt32(il, at))),
                System.Reflection.Emit.OperandType.InlineSig => "calli",
                _ => Convert.ToHexString(il, at, width),
            });
            at += width;
        }
    }

    private static string SignatureText(MethodSignature<string> signature) =>
        $"{signature.ReturnType}({string.Join(", ", signature.ParameterTypes)})`{signature.GenericParameterCount}";

    /// <summary>A method that reached code names.</summary>
    private void Reach(Method method, MemberText? user = null)
    {
        Reach(method.Type, user);
        if (AssemblyCode.IsVirtual(method.Definition))
        {
            string slot = SlotOf(method.Name);
            _slots.Add(slot);
            Release(slot);
        }

        Add(method, user);
    }

    private void Add(Method method, MemberText? user)
    {
        if (user is not null && method.IsGenerated)
        {
            user.Inlined.Enqueue(method);
        }
        else if (_seen.Add(method))
        {
            _queue.Enqueue(method);
        }
    }

    /// <summary>A type that reached code names. One that the compiler made belongs to the member that uses it.</summary>
    private void Reach(OwnType type, MemberText? user = null)
    {
        if (type.IsGenerated && user is not null)
        {
            foreach (Method method in type.Methods.Where(method => method.Name == ".cctor" || AssemblyCode.IsVirtual(method.Definition)))
            {
                user.Inlined.Enqueue(method);
            }

            return;
        }

        if (!_types.Add(type))
        {
            return;
        }

        AddShape(type);
        foreach (Method method in type.Methods)
        {
            string slot = SlotOf(method.Name);
            if (method.Name == ".cctor")
            {
                Add(method, null);
            }
            else if (AssemblyCode.IsVirtual(method.Definition))
            {
                if (_slots.Contains(slot) || !IsOwnSlot(type, slot))
                {
                    Add(method, null);
                }
                else
                {
                    (_waiting.TryGetValue(slot, out List<Method>? waiting) ? waiting : _waiting[slot] = []).Add(method);
                }
            }
        }

        foreach (OwnType parent in Parents(type))
        {
            Reach(parent);
        }
    }

    /// <summary>Slots are told apart by name alone: a method too many in the digest costs a run, one too few a wrong result.</summary>
    private static string SlotOf(string method) => method[(method.LastIndexOf('.') is var dot && dot > 0 ? dot + 1 : 0)..];

    private void Release(string slot)
    {
        if (_waiting.Remove(slot, out List<Method>? waiting))
        {
            waiting.ForEach(method => Add(method, null));
        }
    }

    /// <summary>Whether a base type or interface of ours declares the slot; otherwise code outside may call it at any time.</summary>
    private bool IsOwnSlot(OwnType type, string slot)
    {
        IEnumerable<OwnType> above = Above(type);
        return (above.Any(parent => Declares(parent)) || Declares(type)) && !IsOfEveryObject(slot);

        bool Declares(OwnType declaring) => declaring.Methods.Any(method =>
            AssemblyCode.IsVirtual(method.Definition) && method.Definition.Attributes.HasFlag(MethodAttributes.NewSlot) && SlotOf(method.Name) == slot
            && (method.Definition.Attributes.HasFlag(MethodAttributes.Abstract) || !ImplementsForeign(declaring)));
    }

    private static bool IsOfEveryObject(string slot) => slot is "ToString" or "Equals" or "GetHashCode" or "Finalize";

    private static bool ImplementsForeign(OwnType type) =>
        type.Definition.GetInterfaceImplementations().Any(handle => type.Assembly.Reader.GetInterfaceImplementation(handle).Interface.Kind != HandleKind.TypeDefinition);

    private IEnumerable<OwnType> Above(OwnType type) => Parents(type).SelectMany(parent => Above(parent).Prepend(parent));

    /// <summary>Base type and interfaces that are ours.</summary>
    private IEnumerable<OwnType> Parents(OwnType type)
    {
        TypeDefinition definition = type.Definition;
        IEnumerable<EntityHandle> handles = definition.GetInterfaceImplementations().Select(handle => type.Assembly.Reader.GetInterfaceImplementation(handle).Interface);
        foreach (EntityHandle handle in definition.BaseType.IsNil ? handles : handles.Prepend(definition.BaseType))
        {
            if (OwnTypeOf(type.Assembly, handle) is { } parent)
            {
                yield return parent;
            }
        }
    }

    /// <summary>The layout of structs and the names of enums are part of what code does with them; of classes the code says it all.</summary>
    private void AddShape(OwnType type)
    {
        MetadataReader reader = type.Assembly.Reader;
        TypeDefinition definition = type.Definition;
        string baseName = definition.BaseType.Kind == HandleKind.TypeReference ? type.Assembly.NameOf((TypeReferenceHandle)definition.BaseType) : "";
        if (baseName is not "System.ValueType" and not "System.Enum")
        {
            return;
        }

        var text = new MemberText();
        var names = new TypeNames(this, type.Assembly, text);
        TypeLayout layout = definition.GetLayout();
        text.Add(((int)(definition.Attributes & TypeAttributes.LayoutMask)).ToString()).Add($"{layout.Size} {layout.PackingSize}");
        foreach (FieldDefinition field in definition.GetFields().Select(reader.GetFieldDefinition).Where(field => baseName == "System.Enum" || !field.Attributes.HasFlag(FieldAttributes.Static)))
        {
            text.Add(text.NameFor(reader.GetString(field.Name))).Add(field.DecodeSignature(names, null)).Add(field.GetOffset().ToString());
            text.Add(field.GetDefaultValue() is { IsNil: false } value ? Convert.ToHexString(reader.GetBlobBytes(reader.GetConstant(value).Value)) : "");
        }

        _members[type.Name] = ContentHash.OfBytes(System.Text.Encoding.UTF8.GetBytes(text.ToString()));
    }

    private OwnType? OwnTypeOf(AssemblyCode from, EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => new OwnType(from, (TypeDefinitionHandle)handle),
        HandleKind.TypeReference => Resolve(from, (TypeReferenceHandle)handle),
        HandleKind.TypeSpecification => from.Reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(new GenericTypes(this, from), null),
        _ => null,
    };

    private OwnType? Resolve(AssemblyCode from, TypeReferenceHandle handle) =>
        _own.TryGetValue(from.AssemblyOf(handle), out AssemblyCode? owner) && owner.Find(from.NameOf(handle)) is { } found ? new OwnType(owner, found) : null;

    /// <summary>Names of everything that tokens stand for; naming something reaches it.</summary>
    private sealed class TypeNames(ReachableCode walk, AssemblyCode assembly, MemberText text) : ISignatureTypeProvider<string, object?>
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
                walk._assemblies.Add(assembly.AssemblyOf(handle));
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

        public string GetFunctionPointerType(MethodSignature<string> signature) => $"method {SignatureText(signature)}";

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => $"{unmodifiedType} mod {modifier}";

        public string GetPinnedType(string elementType) => elementType + " pinned";

        private string OfMethod(MethodDefinitionHandle handle)
        {
            var method = new Method(assembly, handle);
            walk.Reach(method, text);
            return $"{text.NameFor(method.Type.Name)}::{text.NameFor(method.Name)}{SignatureText(method.Definition.DecodeSignature(this, null))}";
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

            return $"{parent}::{text.NameFor(name)}{SignatureText(signature)}";
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

    /// <summary>The type of ours that a type specification is an instance of.</summary>
    private sealed class GenericTypes(ReachableCode walk, AssemblyCode assembly) : ISignatureTypeProvider<OwnType?, object?>
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
}
