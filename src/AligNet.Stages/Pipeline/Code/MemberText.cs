using System.Text;

namespace AligNet.Pipeline.Code;

/// <summary>The text of one member, that its digest is taken over. What the compiler named itself is numbered in the order of its appearance.</summary>
internal sealed class MemberText
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, int> _generated = new(StringComparer.Ordinal);
    private readonly Queue<Method> _inlined = new();

    /// <summary>Methods of the compiler that this member uses and whose text becomes a part of its own.</summary>
    public Queue<Method> Inlined => _inlined;

    public MemberText Add(string text)
    {
        // Lengths keep "ab" + "c" and "a" + "bc" apart.
        _text.Append(text.Length).Append(':').Append(text).Append('\n');
        return this;
    }

    /// <summary>The name to write for something; the name itself unless the compiler made it up.</summary>
    public string NameFor(string name)
    {
        if (!AssemblyCode.IsGenerated(name))
        {
            return name;
        }

        if (!_generated.TryGetValue(name, out int number))
        {
            _generated[name] = number = _generated.Count;
        }

        return $"~{number}";
    }

    public override string ToString() => _text.ToString();
}
