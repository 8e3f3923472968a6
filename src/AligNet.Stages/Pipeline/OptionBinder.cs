using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using AligNet.Stages;

using AligNet.Domain;

namespace AligNet.Pipeline;

/// <summary>Turns the values given for a section into its options record, and a record into canonical text for fingerprints.</summary>
internal static class OptionBinder
{
    /// <summary>The word for a choice that is left to the model.</summary>
    public const string Unset = "as-model";

    // Asking a type for its properties and spelling their keys takes most of what reading options takes, and a type is asked often.
    private static readonly ConcurrentDictionary<Type, OptionProperty[]> Known = new();

    /// <summary>Keys of an options record, in order of declaration.</summary>
    public static IReadOnlyList<string> Keys(Type type) => [.. Properties(type).Select(property => property.Key)];

    /// <summary>Whether a record has an option of that key whose value can change a result.</summary>
    public static bool IsKeyed(Type type, string key) => Array.Exists(Properties(type), property => property.Key == key && property.IsKeyed);

    /// <summary>Creates the record: defaults of the code, replaced by the values given.</summary>
    /// <param name="section">Name of the section, for messages.</param>
    /// <param name="type">The record.</param>
    /// <param name="values">Key → value.</param>
    /// <param name="faults">Receives every fault found.</param>
    public static IStageOptions Bind(string section, Type type, IReadOnlyDictionary<string, OptionValue> values, List<string> faults)
    {
        var options = (IStageOptions)Activator.CreateInstance(type)!;
        bool clean = true;
        foreach ((string key, OptionValue given) in values)
        {
            if (Array.Find(Properties(type), property => property.Key == key)?.Property is not { } property)
            {
                faults.Add($"{given.Origin}: there is no option '{section}.{key}'.{NearestName.Hint(key, Keys(type))}");
                clean = false;
            }
            else if (TryConvert(given, property, out object? value, out string expected))
            {
                property.SetValue(options, value);
            }
            else
            {
                faults.Add($"{given.Origin}: {section}.{key} is {Show(given.Value)}, expected {expected}.");
                clean = false;
            }
        }

        if (clean)
        {
            foreach (string error in options.Errors())
            {
                string key = error.Split(':', 2)[0];
                string origin = values.TryGetValue(key, out OptionValue? given) ? given.Origin : $"defaults of {section}";
                faults.Add($"{origin}: {section}.{error}");
            }
        }

        return options;
    }

    /// <summary>The keyed options with canonical values: <c>1e-3</c> and <c>0.001</c> are the same text, and so is any order of keys.</summary>
    public static SortedDictionary<string, string> Canonical(IStageOptions options)
    {
        var canonical = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (OptionProperty property in Properties(options.GetType()).Where(property => property.IsKeyed))
        {
            canonical[property.Key] = Text(property.Property.GetValue(options));
        }

        return canonical;
    }

    /// <summary>Canonical text of one value.</summary>
    public static string Text(object? value) => value switch
    {
        null => Unset,
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        Enum choice => OptionNames.Choice(choice.ToString()),
        double number => number.ToString("R"),
        float number => ((double)number).ToString("R"),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Text))}]",
        _ => value.ToString()!,
    };

    private static OptionProperty[] Properties(Type type) => Known.GetOrAdd(type, Find);

    private static OptionProperty[] Find(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite && property.Name != "EqualityContract")
            .Select(property => new OptionProperty(
                OptionNames.Key(property.Name), property, !property.IsDefined(typeof(NotKeyedAttribute), true) && !property.IsDefined(typeof(SourcePathAttribute), true))),
    ];

    private static string Show(object value) => value is string text ? $"'{text}'" : Text(value);

    private static bool TryConvert(OptionValue given, PropertyInfo property, out object? value, out string expected)
    {
        if (Nullable.GetUnderlyingType(property.PropertyType) is not { } choice)
        {
            return TryConvert(given.Value, property.PropertyType, out value, out expected);
        }

        // A choice that the options may leave to the model.
        (value, expected) = (null, "");
        bool converted = given.Value is Unset || TryConvert(given.Value, choice, out value, out expected);
        expected += $", {Unset}";
        return converted;
    }

    private static bool TryConvert(object given, Type type, out object? value, out string expected)
    {
        (value, expected) = (type, given) switch
        {
            ({ IsEnum: true }, string text) when Choices(type).TryGetValue(text, out object? choice) => (choice, ""),
            ({ IsEnum: true }, _) => (null, "one of " + string.Join(", ", Choices(type).Keys)),
            ({ IsArray: true }, object[] list) => ConvertList(list, type.GetElementType()!),
            ({ IsArray: true }, _) => (null, "a list like [1, 2]"),
            _ when type == typeof(int) => given is long and >= int.MinValue and <= int.MaxValue ? ((object?)(int)(long)given, "") : (null, "a whole number"),
            _ when type == typeof(long) => given is long whole ? (whole, "") : (null, "a whole number"),
            _ when type == typeof(ulong) => given is long and >= 0 ? ((object?)(ulong)(long)given, "") : (null, "a whole number of 0 or more"),
            _ when type == typeof(double) => given switch
            {
                double number => (number, ""),
                long whole => ((object?)(double)whole, ""),
                _ => (null, "a number"),
            },
            _ when type == typeof(bool) => given is bool truth ? ((object?)truth, "") : (null, "true or false"),
            _ when type == typeof(string) && given is string name && name.Contains('\0', StringComparison.Ordinal) => (null, "text without NUL characters, which no path can hold"),
            _ when type == typeof(string) => (given is string text ? text : Text(given), ""),
            _ => throw new ArgumentException($"Options cannot have the type {type}.", nameof(type)),
        };
        return value is not null;
    }

    private static (object? List, string Expected) ConvertList(object[] given, Type element)
    {
        var list = Array.CreateInstance(element, given.Length);
        for (int index = 0; index < given.Length; index++)
        {
            if (!TryConvert(given[index], element, out object? value, out string expected))
            {
                return (null, $"a list whose items are each {expected}");
            }

            list.SetValue(value, index);
        }

        return (list, "");
    }

    private static Dictionary<string, object> Choices(Type type) =>
        Enum.GetValues(type).Cast<object>().ToDictionary(choice => OptionNames.Choice(choice.ToString()!), StringComparer.Ordinal);

    /// <summary>One option of a record.</summary>
    /// <param name="Key">Its key.</param>
    /// <param name="Property">Where it lies.</param>
    /// <param name="IsKeyed">Whether its value can change a result.</param>
    private sealed record OptionProperty(string Key, PropertyInfo Property, bool IsKeyed);
}
