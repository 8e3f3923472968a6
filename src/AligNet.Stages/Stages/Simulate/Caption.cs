using AligNet.Numerics;

namespace AligNet.Stages.Simulate;

/// <summary>Words that go with an image on a simulated web: some say what it shows, most how it looks.</summary>
internal static class Caption
{
    /// <summary>A caption of blank-separated words; words of the same kind are spelt the same everywhere, and the background's
    /// colour is told apart from the figure's by the ending "ish".</summary>
    public static string Write(ConceptWorld world, Subordinate shown, SimulateOptions options, Pcg32 random)
    {
        var words = new List<string>();
        void Mention(double probability, string word)
        {
            if (random.NextDouble() < probability)
            {
                words.Add(word);
            }
        }

        Appearance look = shown.Appearance;
        Mention(options.CaptionAppearance, Appearance.Colours[look.Colour]);
        Mention(options.CaptionAppearance, Appearance.Textures[look.Texture]);
        Mention(options.CaptionSemantics, world.Superordinates[shown.Superordinate]);
        Mention(options.CaptionSemantics, world.Basics[shown.Basic]);
        for (int property = 0; property < shown.Properties.Count; property++)
        {
            if (shown.Properties[property])
            {
                Mention(options.CaptionSemantics, world.Properties[property]);
            }
        }

        Mention(options.CaptionAppearance, Appearance.Colours[look.BackdropColour] + "ish");
        Mention(options.CaptionAppearance, Appearance.Backdrops[look.Backdrop]);
        Mention(options.CaptionName, shown.Name);
        return string.Join(' ', words);
    }
}
