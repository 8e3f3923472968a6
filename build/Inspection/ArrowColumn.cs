using AligNet.Domain;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace AligNet.Build.Inspection;

/// <summary>A column of an Arrow file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in Arrow's words, e.g. "fixed_size_list[1152] of float".</param>
/// <param name="SqlType">The DuckDB type that holds the same values.</param>
public sealed record ArrowColumn(string Name, string Type, string SqlType)
{
    /// <summary>Describes a field.</summary>
    /// <exception cref="ArtifactException">A type that no stage writes.</exception>
    public static ArrowColumn Of(Field field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return new(field.Name, TypeName(field.DataType), SqlName(field.DataType, field.Name));
    }

    /// <summary>One value: a number, a bool, a text, an array of numbers, or null.</summary>
    public static object? Value(IArrowArray array, int index) => array switch
    {
        _ when array.IsNull(index) => null,
        FloatArray floats => floats.GetValue(index),
        DoubleArray doubles => doubles.GetValue(index),
        Int64Array longs => longs.GetValue(index),
        Int32Array ints => ints.GetValue(index),
        Int16Array shorts => shorts.GetValue(index),
        Int8Array bytes => bytes.GetValue(index),
        UInt64Array longs => longs.GetValue(index),
        UInt32Array ints => ints.GetValue(index),
        UInt16Array shorts => shorts.GetValue(index),
        UInt8Array bytes => bytes.GetValue(index),
        BooleanArray booleans => booleans.GetValue(index),
        StringArray texts => texts.GetString(index),
        FixedSizeListArray lists => Values(lists.Values, (lists.Offset + index) * Width(lists), Width(lists)),
        ListArray lists => Values(lists.Values, lists.ValueOffsets[index], lists.GetValueLength(index)),
        _ => throw Unknown(array.Data.DataType, string.Empty),
    };

    private static int Width(FixedSizeListArray lists) => ((FixedSizeListType)lists.Data.DataType).ListSize;

    private static object Values(IArrowArray values, int start, int length) => values switch
    {
        FloatArray floats => floats.Values.Slice(start, length).ToArray(),
        DoubleArray doubles => doubles.Values.Slice(start, length).ToArray(),
        Int64Array longs => longs.Values.Slice(start, length).ToArray(),
        Int32Array ints => ints.Values.Slice(start, length).ToArray(),
        _ => throw Unknown(values.Data.DataType, string.Empty),
    };

    private static string TypeName(IArrowType type) => type switch
    {
        FixedSizeListType list => $"fixed_size_list[{list.ListSize}] of {list.ValueDataType.Name}",
        ListType list => $"list of {list.ValueDataType.Name}",
        _ => type.Name,
    };

    private static string SqlName(IArrowType type, string column) => type.TypeId switch
    {
        ArrowTypeId.Float => "FLOAT",
        ArrowTypeId.Double => "DOUBLE",
        ArrowTypeId.Int64 => "BIGINT",
        ArrowTypeId.Int32 => "INTEGER",
        ArrowTypeId.Int16 => "SMALLINT",
        ArrowTypeId.Int8 => "TINYINT",
        ArrowTypeId.UInt64 => "UBIGINT",
        ArrowTypeId.UInt32 => "UINTEGER",
        ArrowTypeId.UInt16 => "USMALLINT",
        ArrowTypeId.UInt8 => "UTINYINT",
        ArrowTypeId.Boolean => "BOOLEAN",
        ArrowTypeId.String => "VARCHAR",
        ArrowTypeId.FixedSizeList => $"{SqlName(((FixedSizeListType)type).ValueDataType, column)}[{((FixedSizeListType)type).ListSize}]",
        ArrowTypeId.List => $"{SqlName(((ListType)type).ValueDataType, column)}[]",
        _ => throw Unknown(type, column),
    };

    private static ArtifactException Unknown(IArrowType type, string column) =>
        new($"Column {column} has Arrow type {type.Name}; Inspect shows numbers, booleans, texts and lists of numbers. Open the file with pyarrow or polars instead.");
}
