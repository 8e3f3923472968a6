using AligNet.Domain;
using AligNet.Numerics.Hierarchy;

namespace AligNet.Artifacts.WordNet;

/// <summary>Superordinate and basic categories of ImageNet classes from WordNet, by <see cref="CategoryRule"/>.</summary>
/// <remarks>The first seven superordinate categories are those of the paper's figure 22; the others are of the same kind and cover most remaining classes of
/// ImageNet-1k. A class under none of them has no category and takes no part in comparisons of categories.</remarks>
public sealed class WordNetCategories
{
    private readonly WordNetDatabase _database;
    private readonly CategoryRule _rule;

    /// <summary>Prepares the rule.</summary>
    /// <param name="database">A whole WordNet database.</param>
    /// <exception cref="ArtifactException">The database lacks a sense that the rule names.</exception>
    public WordNetCategories(WordNetDatabase database)
        : this(database, Superordinates, TooGeneral)
    {
    }

    /// <summary>Prepares the rule with other categories.</summary>
    /// <param name="database">The database.</param>
    /// <param name="superordinates">Name and senses of each superordinate category.</param>
    /// <param name="tooGeneral">Senses below superordinate categories that name no basic category.</param>
    /// <exception cref="ArtifactException">The database lacks a sense.</exception>
    public WordNetCategories(WordNetDatabase database, IReadOnlyList<(string Name, string[] Senses)> superordinates, IReadOnlyList<string> tooGeneral)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(superordinates);
        ArgumentNullException.ThrowIfNull(tooGeneral);
        _database = database;
        Names = [.. superordinates.Select(category => category.Name)];
        _rule = new CategoryRule(
            database.Taxonomy, [.. superordinates.Select(category => category.Senses.Select(database.Sense).ToArray())], tooGeneral.Select(database.Sense),
            database.Frequencies, [.. Enumerable.Range(0, database.Count).Select(node => database.Lemmas(node)[0])]);
    }

    /// <summary>Superordinate categories with the WordNet senses that they are made of.</summary>
    public static IReadOnlyList<(string Name, string[] Senses)> Superordinates { get; } =
    [
        ("animal", ["animal.n.01"]),
        ("clothing", ["clothing.n.01", "apparel.n.01", "footwear.n.01", "footwear.n.02"]),
        ("food", ["food.n.01", "food.n.02", "beverage.n.01"]),
        ("furniture", ["furniture.n.01"]),
        ("musical instrument", ["musical_instrument.n.01"]),
        ("sports equipment", ["sports_equipment.n.01", "game_equipment.n.01"]),
        ("vehicle", ["vehicle.n.01", "conveyance.n.03"]),
        ("plant", ["plant.n.02", "plant_part.n.01"]),
        ("fungus", ["fungus.n.01"]),
        ("person", ["person.n.01"]),
        ("place", ["geological_formation.n.01"]),
        ("structure", ["structure.n.01"]),
        ("container", ["container.n.01"]),
        ("tool", ["tool.n.01"]),
        ("kitchen utensil", ["kitchen_utensil.n.01"]),
        ("appliance", ["appliance.n.02"]),
        ("electronics", ["electronic_equipment.n.01"]),
        ("measuring instrument", ["measuring_instrument.n.01"]),
        ("toiletry", ["toiletry.n.01"]),
        ("weapon", ["weapon.n.01"]),
    ];

    /// <summary>Biologists' and inventories' levels between superordinate and basic categories.</summary>
    public static IReadOnlyList<string> TooGeneral { get; } =
    [
        "chordate.n.01", "vertebrate.n.01", "aquatic_vertebrate.n.01", "invertebrate.n.01", "arthropod.n.01", "mammal.n.01", "placental.n.01", "carnivore.n.01",
        "reptile.n.01", "diapsid.n.01", "domestic_animal.n.01", "game.n.04", "game_bird.n.01", "garment.n.01", "attire.n.01", "foodstuff.n.02", "nutriment.n.01",
        "produce.n.01", "dish.n.02", "vessel.n.02", "vessel.n.03", "wheeled_vehicle.n.01", "motor_vehicle.n.01", "self-propelled_vehicle.n.01", "craft.n.02",
        "establishment.n.04", "percussion_instrument.n.01", "hand_tool.n.01", "cooking_utensil.n.01",
    ];

    /// <summary>Names of the superordinate categories.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The categories of a class.</summary>
    /// <param name="id">Its WordNet id, such as "n02099601".</param>
    /// <returns>Index into <see cref="Names"/> and synset of the basic category; both <see cref="CategoryRule.None"/> for a class of no category.</returns>
    /// <exception cref="ArtifactException">The database has no such synset.</exception>
    public (int Superordinate, int Basic) Of(string id) => Of(_database.Node(id));

    /// <summary>The categories of a synset.</summary>
    /// <param name="node">The synset.</param>
    /// <returns>Index into <see cref="Names"/> and synset of the basic category; both <see cref="CategoryRule.None"/> for a class of no category.</returns>
    public (int Superordinate, int Basic) Of(int node) => _rule.Of(node);
}
