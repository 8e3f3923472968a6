using System.Reflection;
using System.Reflection.Emit;

namespace AligNet.Pipeline.Code;

/// <summary>The operand that follows each IL opcode (ECMA-335, partition III), from the runtime's own table.</summary>
internal static class IlCode
{
    private const int TwoByteMark = 0xFE;
    private static readonly OperandType?[] OneByte = new OperandType?[256];
    private static readonly OperandType?[] TwoBytes = new OperandType?[256];

    static IlCode()
    {
        foreach (FieldInfo field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            if (field.GetValue(null) is OpCode code)
            {
                (code.Size == 1 ? OneByte : TwoBytes)[code.Value & 0xFF] = code.OperandType;
            }
        }
    }

    /// <summary>Reads the opcode at a position: its bytes and the kind of its operand.</summary>
    /// <exception cref="BadImageFormatException">There is no such opcode.</exception>
    public static (int Size, OperandType Operand) At(ReadOnlySpan<byte> il, int position)
    {
        bool two = il[position] == TwoByteMark;
        OperandType? operand = two ? TwoBytes[il[position + 1]] : OneByte[il[position]];
        return (two ? 2 : 1, operand ?? throw new BadImageFormatException($"There is no IL opcode 0x{il[position]:X2} (at {position})."));
    }

    /// <summary>Bytes of an operand, but for the table of a switch.</summary>
    public static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
