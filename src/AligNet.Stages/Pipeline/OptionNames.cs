using System.Text;

namespace AligNet.Pipeline;

/// <summary>The spelling of option keys and values: PascalCase in code, snake_case keys and kebab-case values in TOML.</summary>
internal static class OptionNames
{
    /// <summary>InitDim → init_dim.</summary>
    public static string Key(string property) => Split(property, '_');

    /// <summary>ClusterBoundary → cluster-boundary.</summary>
    public static string Choice(string member) => Split(member, '-');

    private static string Split(string name, char separator)
    {
        var text = new StringBuilder();
        for (int index = 0; index < name.Length; index++)
        {
            if (index > 0 && char.IsUpper(name[index]))
            {
                text.Append(separator);
            }

            text.Append(char.ToLowerInvariant(name[index]));
        }

        return text.ToString();
    }
}
