using AligNet.Artifacts;
using AligNet.Artifacts.WordNet;
using AligNet.Domain;
using AligNet.Numerics.Hierarchy;
using AligNet.Stages.Ingest;

namespace AligNet.Stages.IngestBenchmarks;

/// <summary>Basic and superordinate categories of classes (METHOD 8.8), from a table or from WordNet.</summary>
internal static class ClassCategories
{
    /// <summary>Reads a table with the columns class, basic and superordinate. A class with both empty has no category.</summary>
    /// <param name="path">The table.</param>
    /// <param name="classes">The classes that are needed; others may be in the table too.</param>
    /// <param name="faults">What becomes of a class that is missing, named twice, or has one category without the other.</param>
    /// <exception cref="ArtifactException">The table cannot be read, or lacks a column.</exception>
    public static Dictionary<string, ClassCategory> FromTable(string path, IReadOnlyList<string> classes, FaultList faults)
    {
        CsvTable table = CsvTable.Read(path);
        (string[] names, string[] basics, string[] superordinates) = (table.Text("class"), table.Text("basic"), table.Text("superordinate"));
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int row = 0; row < names.Length; row++)
        {
            string where = $"{path}, line {row + 2}, class '{names[row]}'";
            if (!rows.TryAdd(names[row], row))
            {
                faults.Add(new ArtifactException($"{where}: is named a second time, first in line {rows[names[row]] + 2}; name every class once."));
            }
            else if (basics[row].Length == 0 != (superordinates[row].Length == 0))
            {
                faults.Add(new ArtifactException($"{where}: has basic '{basics[row]}' and superordinate '{superordinates[row]}'; give both, or neither for a class of no category."));
            }
        }

        var found = new Dictionary<string, ClassCategory>(StringComparer.Ordinal);
        foreach (string name in classes)
        {
            if (!rows.TryGetValue(name, out int row))
            {
                faults.Add(new ArtifactException($"{path}: has no row for the class '{name}' of data.hierarchy_images; add one, with basic and superordinate empty if it has none."));
            }
            else if (basics[row].Length > 0 && superordinates[row].Length > 0)
            {
                found.Add(name, new ClassCategory(basics[row], superordinates[row]));
            }
        }

        return found;
    }

    /// <summary>Takes the categories from WordNet by <see cref="CategoryRule"/>. A class is named by an id (n01440764), a sense (tench.n.01), or words of one
    /// synset after commas (tench, Tinca tinca); of several senses that fit the words the most usual one is taken.</summary>
    /// <param name="folder">Folder of the database.</param>
    /// <param name="classes">The classes.</param>
    /// <param name="faults">What becomes of a class that the database does not know.</param>
    /// <exception cref="ArtifactException">The database cannot be read.</exception>
    public static Dictionary<string, ClassCategory> FromWordNet(string folder, IReadOnlyList<string> classes, FaultList faults)
    {
        var database = WordNetDatabase.Read(folder);
        var categories = new WordNetCategories(database);
        var found = new Dictionary<string, ClassCategory>(StringComparer.Ordinal);
        foreach (string name in classes)
        {
            try
            {
                (int superordinate, int basic) = categories.Of(database.NodeOfClass(name));
                if (superordinate != CategoryRule.None)
                {
                    found.Add(name, new ClassCategory(database.Lemmas(basic)[0], categories.Names[superordinate]));
                }
            }
            catch (ArtifactException fault)
            {
                faults.Add(fault);
            }
        }

        return found;
    }
}
