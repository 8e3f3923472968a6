namespace AligNet.Stages.Simulate;

/// <summary>Size and make of the simulated study: its taxonomy, its people and its images. Every default is the project's own
/// choice, tuned on the study itself (docs/simulated-study.md); none is a published value.</summary>
public sealed record SimulateOptions : StageOptions
{
    /// <summary>Number of superordinate categories; 2 to 6.</summary>
    public int Superordinates { get => Read(field); init; } = 4;

    /// <summary>Number of basic categories in each superordinate; at least 2.</summary>
    public int BasicsPerSuperordinate { get => Read(field); init; } = 4;

    /// <summary>Subordinates of each basic category that people judge; one object each. Above 5, or VICE prunes the
    /// basic categories' dimensions.</summary>
    public int JudgedPerBasic { get => Read(field); init; } = 12;

    /// <summary>Subordinates of each basic category that no judgement used for fitting touches; at least 2.</summary>
    public int HeldOutPerBasic { get => Read(field); init; } = 3;

    /// <summary>Subordinates of each basic category that no model sees before the evaluation.</summary>
    public int NovelPerBasic { get => Read(field); init; } = 2;

    /// <summary>Probability that a subordinate has its basic category's typical colour (and, each for itself, texture, background,
    /// background colour); the same typical looks occur in every superordinate.</summary>
    public double TypicalLook { get => Read(field); init; } = 0.4;

    /// <summary>Number of property dimensions that cut across the taxonomy; 0 to 4.</summary>
    public int Properties { get => Read(field); init; } = 4;

    /// <summary>Share of subordinates that have a given property; in (0, 1).</summary>
    public double PropertyShare { get => Read(field); init; } = 0.3;

    /// <summary>Mean weight of an object on its superordinate's dimension, in units of sqrt(similarity).</summary>
    public double SuperordinateWeight { get => Read(field); init; } = 1.6;

    /// <summary>Mean weight of an object on its basic category's dimension.</summary>
    public double BasicWeight { get => Read(field); init; } = 1.5;

    /// <summary>Mean weight of an object on a property dimension that it has.</summary>
    public double PropertyWeight { get => Read(field); init; } = 1.1;

    /// <summary>Relative standard deviation of the weights over objects.</summary>
    public double WeightSpread { get => Read(field); init; } = 0.15;

    /// <summary>Similarity that two images of one subordinate have beyond their shared concept vector.</summary>
    public double IdentitySimilarity { get => Read(field); init; } = 0.5;

    /// <summary>Number of simulated people; each has own dimension weights and an own pace.</summary>
    public int Participants { get => Read(field); init; } = 60;

    /// <summary>Standard deviation of the log of a person's dimension weights; 0 makes all people alike.</summary>
    public double IndividualSpread { get => Read(field); init; } = 0.15;

    /// <summary>Probability of an answer at random; in [0, 1).</summary>
    public double LapseRate { get => Read(field); init; } = 0.02;

    /// <summary>Median response time of a certain answer, in milliseconds.</summary>
    public double ResponseTime { get => Read(field); init; } = 1500;

    /// <summary>Growth of log response time per nat of uncertainty of the answer.</summary>
    public double ResponseTimeSlope { get => Read(field); init; } = 0.8;

    /// <summary>Standard deviation of log response time from trial to trial.</summary>
    public double ResponseTimeNoise { get => Read(field); init; } = 0.3;

    /// <summary>Standard deviation of log response time from person to person.</summary>
    public double PaceSpread { get => Read(field); init; } = 0.15;

    /// <summary>Judgements that VICE and the UD transform are fitted to.</summary>
    public int TrainTriplets { get => Read(field); init; } = 100_000;

    /// <summary>Further judgements of the same objects.</summary>
    public int TestTriplets { get => Read(field); init; } = 4_000;

    /// <summary>Judgements of the held-out objects.</summary>
    public int HeldOutTriplets { get => Read(field); init; } = 4_000;

    /// <summary>Triplets of each type in the multi-level judgements.</summary>
    public int LevelsTripletsPerType { get => Read(field); init; } = 300;

    /// <summary>People who answer each multi-level triplet.</summary>
    public int ResponsesPerTriplet { get => Read(field); init; } = 5;

    /// <summary>Side of the square images, in pixels.</summary>
    public int ImageSize { get => Read(field); init; } = 32;

    /// <summary>Images of each subordinate in the large set.</summary>
    public int ImagesPerClass { get => Read(field); init; } = 20;

    /// <summary>Evaluation images of each held-out subordinate.</summary>
    public int LevelsImagesPerClass { get => Read(field); init; } = 6;

    /// <summary>Images of each novel subordinate, for few-shot classification and as the target of the sub-population shift.</summary>
    public int NovelImagesPerClass { get => Read(field); init; } = 16;

    /// <summary>Further images of each judged subordinate: the source of the sub-population shift, and the clean images of the corruptions.</summary>
    public int SourceImagesPerClass { get => Read(field); init; } = 4;

    /// <summary>Images of each judged subordinate that always show it before a background drawn by chance: a set that tests a read-out of the clean images.</summary>
    public int BackdropImagesPerClass { get => Read(field); init; } = 1;

    /// <summary>Probability that an image shows its object before another background than its class's usual one.</summary>
    public double StrayBackdrop { get => Read(field); init; } = 0.15;

    /// <summary>Standard deviation of pixel noise, in grey levels of 255.</summary>
    public double PixelNoise { get => Read(field); init; } = 6;

    /// <summary>Probability that a caption names what the object is: superordinate, basic category, each property.</summary>
    public double CaptionSemantics { get => Read(field); init; } = 0.9;

    /// <summary>Probability that a caption names the subordinate.</summary>
    public double CaptionName { get => Read(field); init; } = 0.5;

    /// <summary>Probability that a caption names how it looks: each of colour, texture, background and background colour.</summary>
    public double CaptionAppearance { get => Read(field); init; } = 0.7;

    /// <summary>Number of subordinates of a basic category.</summary>
    public int SubordinatesPerBasic => JudgedPerBasic + HeldOutPerBasic;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        foreach ((string name, double value, double low, double high) in Ranges())
        {
            if (!(value >= low && value <= high))
            {
                yield return $"{name}: expected {low} to {high}, found {value}.";
            }
        }
    }

    private IEnumerable<(string Name, double Value, double Low, double High)> Ranges() =>
    [
        ("superordinates", Superordinates, 2, BodyPlan.Families),
        ("basics_per_superordinate", BasicsPerSuperordinate, 2, 20),
        ("judged_per_basic", JudgedPerBasic, 2, 100),
        ("held_out_per_basic", HeldOutPerBasic, 2, 100),
        ("novel_per_basic", NovelPerBasic, 1, 100),
        ("typical_look", TypicalLook, 0, 1),
        ("properties", Properties, 0, BodyPlan.Marks),
        ("property_share", PropertyShare, 0, 1),
        ("superordinate_weight", SuperordinateWeight, 0, 5),
        ("basic_weight", BasicWeight, 0, 5),
        ("property_weight", PropertyWeight, 0, 5),
        ("weight_spread", WeightSpread, 0, 1),
        ("identity_similarity", IdentitySimilarity, 0, 20),
        ("participants", Participants, ResponsesPerTriplet, 1_000_000),
        ("individual_spread", IndividualSpread, 0, 2),
        ("lapse_rate", LapseRate, 0, 0.99),
        ("response_time", ResponseTime, 1, 10_000),
        ("response_time_slope", ResponseTimeSlope, 0, 10),
        ("response_time_noise", ResponseTimeNoise, 0, 5),
        ("pace_spread", PaceSpread, 0, 5),
        ("train_triplets", TrainTriplets, 1, 50_000_000),
        ("test_triplets", TestTriplets, 1, 50_000_000),
        ("held_out_triplets", HeldOutTriplets, 1, 50_000_000),
        ("levels_triplets_per_type", LevelsTripletsPerType, 1, 1_000_000),
        ("responses_per_triplet", ResponsesPerTriplet, 1, 1_000),
        ("image_size", ImageSize, 16, 512),
        ("images_per_class", ImagesPerClass, 1, 10_000),
        ("levels_images_per_class", LevelsImagesPerClass, 2, 10_000),
        ("novel_images_per_class", NovelImagesPerClass, 2, 10_000),
        ("source_images_per_class", SourceImagesPerClass, 2, 10_000),
        ("backdrop_images_per_class", BackdropImagesPerClass, 1, 10_000),
        ("stray_backdrop", StrayBackdrop, 0, 1),
        ("pixel_noise", PixelNoise, 0, 100),
        ("caption_semantics", CaptionSemantics, 0, 1),
        ("caption_name", CaptionName, 0, 1),
        ("caption_appearance", CaptionAppearance, 0, 1),
    ];
}
