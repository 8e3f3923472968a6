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
        MethodSignature<string> signature = method.Definition.DecodeSignature(new MemberNames(this, method.Assembly, new MemberText()), null);
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
        var names = new MemberNames(this, method.Assembly, text);
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

    internal static string SignatureText(MethodSignature<string> signature) =>
        $"{signature.ReturnType}({string.Join(", ", signature.ParameterTypes)})`{signature.GenericParameterCount}";

    /// <summary>A method that reached code names.</summary>
    internal void Reach(Method method, MemberText? user = null)
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
    internal void Reach(OwnType type, MemberText? user = null)
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

    /// <summary>An assembly of a package that reached code names.</summary>
    internal void ReachAssembly(string name) => _assemblies.Add(name);

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
        var names = new MemberNames(this, type.Assembly, text);
        TypeLayout layout = definition.GetLayout();
        text.Add(((int)(definition.Attributes & TypeAttributes.LayoutMask)).ToString()).Add($"{layout.Size} {layout.PackingSize}");
        foreach (FieldDefinition field in definition.GetFields().Select(reader.GetFieldDefinition).Where(field => baseName == "System.Enum" || !field.Attributes.HasFlag(FieldAttributes.Static)))
        {
            text.Add(text.NameFor(reader.GetString(field.Name))).Add(field.DecodeSignature(names, null)).Add(field.GetOffset().ToString());
            text.Add(field.GetDefaultValue() is { IsNil: false } value ? Convert.ToHexString(reader.GetBlobBytes(reader.GetConstant(value).Value)) : "");
        }

        _members[type.Name] = ContentHash.OfBytes(System.Text.Encoding.UTF8.GetBytes(text.ToString()));
    }

    internal OwnType? OwnTypeOf(AssemblyCode from, EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => new OwnType(from, (TypeDefinitionHandle)handle),
        HandleKind.TypeReference => Resolve(from, (TypeReferenceHandle)handle),
        HandleKind.TypeSpecification => from.Reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(new GenericTypes(this, from), null),
        _ => null,
    };

    /// <summary>The type of ours that a reference names, or null.</summary>
    internal OwnType? Resolve(AssemblyCode from, TypeReferenceHandle handle) =>
        _own.TryGetValue(from.AssemblyOf(handle), out AssemblyCode? owner) && owner.Find(from.NameOf(handle)) is { } found ? new OwnType(owner, found) : null;
}
