namespace AligNet.Stages.Report;

/// <summary>Options of the report.</summary>
public sealed record ReportOptions : StageOptions
{
    /// <summary>Heading of the page.</summary>
    public string Title { get => Read(field); init; } = "AligNet: how human is the student's eye?";

    /// <summary>Longest side of a thumbnail, pixels; smaller images are not enlarged.</summary>
    public int ThumbnailSize { get => Read(field); init; } = 64;

    /// <summary>Most images that a map shows; of more, as many are taken evenly from the list.</summary>
    public int MapImages { get => Read(field); init; } = 300;

    /// <summary>Triplets of each level in the gallery of disagreements.</summary>
    public int GalleryTriplets { get => Read(field); init; } = 6;

    /// <summary>Most dimensions of the concept embedding that are shown, largest first.</summary>
    public int Dimensions { get => Read(field); init; } = 12;

    /// <summary>Most clusters that are shown.</summary>
    public int Clusters { get => Read(field); init; } = 12;

    /// <summary>Images shown of each dimension and cluster.</summary>
    public int GroupImages { get => Read(field); init; } = 12;

    /// <summary>Width of the contact sheet of corruptions, pixels; it is not enlarged. 0: left out.</summary>
    public int SheetWidth { get => Read(field); init; } = 1100;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        foreach ((string key, int value, int least) in new[]
        {
            ("thumbnail_size", ThumbnailSize, 8), ("map_images", MapImages, 2), ("gallery_triplets", GalleryTriplets, 0),
            ("dimensions", Dimensions, 0), ("clusters", Clusters, 0), ("group_images", GroupImages, 1), ("sheet_width", SheetWidth, 0),
        })
        {
            if (value < least)
            {
                yield return $"{key}: expected {least} or more, found {value}.";
            }
        }
    }
}
