using System.IO;
using System.Text;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;

namespace AligNet.Stages.Simulate;

/// <summary>Writes a simulated study as a data folder like any user's.</summary>
/// <remarks>Comma-separated files have a header, LF line ends and paths relative to the folder.
/// <list type="bullet">
/// <item><c>images.csv</c>: path, subordinate, basic, superordinate, caption — the large set; <c>images/pool/</c>.</item>
/// <item><c>objects.csv</c>: object (row number), name, category, image, subordinate, basic, superordinate — the judged objects.</item>
/// <item><c>triplets_train.txt</c>, <c>triplets_test.txt</c>: rows of objects.csv as "similar similar odd".</item>
/// <item><c>heldout_objects.csv</c>, <c>heldout_triplets.txt</c>: the same for objects of which no fitted judgement knows.</item>
/// <item><c>heldout_rsm.npy</c>: float32, held-out objects squared, mean ratings of similarity.</item>
/// <item><c>levels_images.csv</c>: path, subordinate, basic, superordinate — evaluation images of held-out subordinates.</item>
/// <item><c>levels.csv</c>: triplet_id, type, image_1, image_2, image_3, odd_position (1 to 3), participant, response_time_ms; one row a response.</item>
/// <item><c>rated_SET.csv</c>: path; <c>rated_SET.npy</c>: float32, images squared, mean ratings of similarity; SET is "various" or a superordinate.</item>
/// <item><c>ratings.csv</c>: set, images, similarity — names these.</item>
/// <item><c>few_shot_novel.csv</c>: path, label — images of classes that no model has seen; <c>few_shot.csv</c>: set, images — names it.</item>
/// <item><c>shift.csv</c>: path, task, role (source or target), label — source: judged subordinates, target: novel ones.</item>
/// <item><c>categories.csv</c>: class, basic, superordinate — of every subordinate.</item>
/// <item><c>clean.csv</c>: path, label (basic category) — images of judged subordinates, those of the shift's source.</item>
/// <item><c>other_backdrops.csv</c>: path, label — the same subordinates before backgrounds drawn by chance; <c>robustness.csv</c>: set, images — names it.</item>
/// <item><c>truth/concepts.npy</c>, <c>truth/concepts_heldout.npy</c>: float32, objects × dimensions; <c>truth/dimensions.csv</c>: dimension, name, kind.</item>
/// </list></remarks>
public static class SimulatedStudyWriter
{
    /// <summary>Draws the study of a seed and writes it; the same options and seed give the same bytes.</summary>
    /// <param name="folder">Created when missing; existing files of these names are overwritten.</param>
    /// <param name="options">Size and make of the study.</param>
    /// <param name="seed">Everything random follows from it.</param>
    /// <param name="progress">Told of images and judgements.</param>
    /// <exception cref="ArgumentException">The options have a fault.</exception>
    public static void Write(string folder, SimulateOptions options, ulong seed, IStageProgress progress)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(progress);
        ConceptWorld world = ConceptWorld.Create(options, seed);
        Subordinate[] Of(SubordinateRole role) => [.. world.Subordinates.Where(subordinate => subordinate.Role == role)];
        (Subordinate[] judged, Subordinate[] heldOut) = (Of(SubordinateRole.Judged), Of(SubordinateRole.HeldOut));
        StudyImage[] pool = Images("images/pool", 6, [.. world.Subordinates.Where(subordinate => subordinate.Role != SubordinateRole.Novel)], options.ImagesPerClass);
        StudyImage[] objects = Images("images/objects", 3, judged, 1);
        StudyImage[] unseen = Images("images/heldout", 3, heldOut, 1);
        StudyImage[] levels = Images("images/levels", 4, heldOut, options.LevelsImagesPerClass);
        StudyImage[] rated = Images("images/rated", 3, heldOut, 1);
        StudyImage[] novel = Images("images/novel", 4, Of(SubordinateRole.Novel), options.NovelImagesPerClass);
        StudyImage[] source = Images("images/source", 4, judged, options.SourceImagesPerClass);
        StudyImage[] strange = Images("images/backdrops", 4, judged, options.BackdropImagesPerClass);

        DrawImages(folder, new ProceduralImages(world, options), options.ImageSize, [.. pool, .. objects, .. unseen, .. levels, .. rated, .. novel, .. source], seed, progress);
        DrawImages(folder, new ProceduralImages(world, options with { StrayBackdrop = 1 }), options.ImageSize, strange, seed, progress);
        WritePool(folder, world, pool, options, seed);
        WriteObjects(Path.Combine(folder, "objects.csv"), world, objects);
        WriteObjects(Path.Combine(folder, "heldout_objects.csv"), world, unseen);
        WriteLines(Path.Combine(folder, "levels_images.csv"), "path,subordinate,basic,superordinate", levels.Select(image => $"{image.Path},{Classes(world, image.Subordinate)}"));

        var people = new SimulatedPeople(world, options, seed);
        WriteTriplets(Path.Combine(folder, "triplets_train.txt"), judged, people, options.TrainTriplets, StageSeed.For("simulate/train", seed));
        WriteTriplets(Path.Combine(folder, "triplets_test.txt"), judged, people, options.TestTriplets, StageSeed.For("simulate/test", seed));
        WriteTriplets(Path.Combine(folder, "heldout_triplets.txt"), heldOut, people, options.HeldOutTriplets, StageSeed.For("simulate/heldout", seed));
        progress.Report("judgements", 1, 2, "parts");
        WriteLevels(Path.Combine(folder, "levels.csv"), levels, people, options, StageSeed.For("simulate/levels", seed));
        progress.Report("judgements", 2, 2, "parts");

        NpyFile.Write(Path.Combine(folder, "heldout_rsm.npy"), NpyArray.From<float>(people.MeanSimilarities([.. heldOut.Select(s => s.Index)]), heldOut.Length, heldOut.Length));
        WriteRatings(folder, world, rated, people);
        WriteLines(Path.Combine(folder, "few_shot.csv"), "set,images", ["novel,few_shot_novel.csv"]);
        WriteLines(Path.Combine(folder, "few_shot_novel.csv"), "path,label", novel.Select(image => $"{image.Path},{image.Subordinate.Name}"));
        WriteLines(Path.Combine(folder, "shift.csv"), "path,task,role,label", Shift(world, source, novel));
        WriteLines(Path.Combine(folder, "categories.csv"), "class,basic,superordinate", world.Subordinates.Select(subordinate => Classes(world, subordinate)));
        foreach ((string file, StudyImage[] images) in new[] { ("clean.csv", source), ("other_backdrops.csv", strange) })
        {
            WriteLines(Path.Combine(folder, file), "path,label", images.Select(image => $"{image.Path},{world.Basics[image.Subordinate.Basic]}"));
        }

        WriteLines(Path.Combine(folder, "robustness.csv"), "set,images", ["other backdrops,other_backdrops.csv"]);
        WriteTruth(Path.Combine(folder, "truth"), world, judged, heldOut);
    }

    private static StudyImage[] Images(string folder, int digits, Subordinate[] classes, int each) =>
        [.. Enumerable.Range(0, classes.Length * each).Select(index => new StudyImage(
            $"{folder}/{index.ToString("D" + digits)}.png", classes[index % classes.Length]))];

    private static void DrawImages(string folder, ProceduralImages artist, int size, StudyImage[] images, ulong seed, IStageProgress progress)
    {
        foreach (string subfolder in images.Select(image => image.Path[..image.Path.LastIndexOf('/')]).Distinct())
        {
            Directory.CreateDirectory(Path.Combine(folder, subfolder));
        }

        int done = 0;
        Parallel.ForEach(images, image =>
        {
            // Each image has its own sequence, so that the order in which threads draw them does not matter.
            byte[] pixels = artist.Draw(image.Subordinate.Index, new Pcg32(StageSeed.For(image.Path, seed)));
            File.WriteAllBytes(Path.Combine(folder, image.Path), PngEncoder.Encode(pixels, size, size));
            int now = Interlocked.Increment(ref done);
            if (now % 100 == 0 || now == images.Length)
            {
                progress.Report("drawing", now, images.Length, "images");
            }
        });
    }

    private static void WritePool(string folder, ConceptWorld world, StudyImage[] pool, SimulateOptions options, ulong seed)
    {
        var random = new Pcg32(StageSeed.For("simulate/captions", seed));
        WriteLines(
            Path.Combine(folder, "images.csv"),
            "path,subordinate,basic,superordinate,caption",
            pool.Select(image => $"{image.Path},{Classes(world, image.Subordinate)},{Caption.Write(world, image.Subordinate, options, random)}"));
    }

    private static void WriteObjects(string path, ConceptWorld world, StudyImage[] images) => WriteLines(
        path,
        "object,name,category,image,subordinate,basic,superordinate",
        images.Select((image, row) =>
            $"{row},{image.Subordinate.Name},{world.Superordinates[image.Subordinate.Superordinate]},{image.Path},{Classes(world, image.Subordinate)}"));

    private static void WriteTriplets(string path, Subordinate[] objects, SimulatedPeople people, int count, ulong seed)
    {
        var random = new Pcg32(seed);
        WriteLines(path, null, Enumerable.Range(0, count).Select(_ =>
        {
            int[] rows = DrawDistinct(objects.Length, random);
            int odd = people.Answer(random.NextInt(people.Count), objects[rows[0]].Index, objects[rows[1]].Index, objects[rows[2]].Index, random).OddPosition;
            return $"{rows[(odd + 1) % 3]} {rows[(odd + 2) % 3]} {rows[odd]}";
        }));
    }

    private static int[] DrawDistinct(int count, Pcg32 random)
    {
        while (true)
        {
            int[] rows = [random.NextInt(count), random.NextInt(count), random.NextInt(count)];
            if (rows[0] != rows[1] && rows[0] != rows[2] && rows[1] != rows[2])
            {
                return rows;
            }
        }
    }

    private static void WriteLevels(string path, StudyImage[] images, SimulatedPeople people, SimulateOptions options, ulong seed)
    {
        var random = new Pcg32(seed);
        List<LevelsTriplet> triplets = new LevelsDesign(images, random).Draw(options.LevelsTripletsPerType);
        int[] persons = [.. Enumerable.Range(0, people.Count)];
        var rows = new List<string>();
        for (int id = 0; id < triplets.Count; id++)
        {
            StudyImage[] shown = [.. triplets[id].Images.Select(image => images[image])];
            random.Shuffle<int>(persons);
            foreach (int person in persons.Take(options.ResponsesPerTriplet))
            {
                SimulatedResponse answer = people.Answer(
                    person, shown[0].Subordinate.Index, shown[1].Subordinate.Index, shown[2].Subordinate.Index, random);
                rows.Add($"{id},{triplets[id].Type},{shown[0].Path},{shown[1].Path},{shown[2].Path},{answer.OddPosition + 1},{person},{answer.ResponseTime:F0}");
            }
        }

        WriteLines(path, "triplet_id,type,image_1,image_2,image_3,odd_position,participant,response_time_ms", rows);
    }

    /// <summary>Ratings of similarity: one member of every basic category ("various"), and all members within each superordinate.</summary>
    private static void WriteRatings(string folder, ConceptWorld world, StudyImage[] images, SimulatedPeople people)
    {
        WriteLines(Path.Combine(folder, "ratings.csv"), "set,images,similarity", world.Superordinates.Prepend("various").Select(set => $"{set},rated_{set}.csv,rated_{set}.npy"));
        Write("various", [.. images.DistinctBy(image => image.Subordinate.Basic)]);
        for (int superordinate = 0; superordinate < world.Superordinates.Count; superordinate++)
        {
            Write(world.Superordinates[superordinate], [.. images.Where(image => image.Subordinate.Superordinate == superordinate)]);
        }

        void Write(string set, StudyImage[] rated)
        {
            WriteLines(Path.Combine(folder, $"rated_{set}.csv"), "path", rated.Select(image => image.Path));
            float[] ratings = people.MeanSimilarities([.. rated.Select(image => image.Subordinate.Index)]);
            NpyFile.Write(Path.Combine(folder, $"rated_{set}.npy"), NpyArray.From<float>(ratings, rated.Length, rated.Length));
        }
    }

    /// <summary>Two classifications, by basic category and by superordinate, learned on judged subordinates and tested on novel ones.</summary>
    private static IEnumerable<string> Shift(ConceptWorld world, StudyImage[] source, StudyImage[] target)
    {
        foreach ((string task, Func<Subordinate, string> label) in new (string, Func<Subordinate, string>)[]
        {
            ("basic", subordinate => world.Basics[subordinate.Basic]), ("superordinate", subordinate => world.Superordinates[subordinate.Superordinate]),
        })
        {
            foreach ((string role, StudyImage[] images) in new[] { ("source", source), ("target", target) })
            {
                foreach (StudyImage image in images)
                {
                    yield return $"{image.Path},{task},{role},{label(image.Subordinate)}";
                }
            }
        }
    }

    private static void WriteTruth(string folder, ConceptWorld world, Subordinate[] judged, Subordinate[] heldOut)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, Subordinate[] rows) in new[] { ("concepts.npy", judged), ("concepts_heldout.npy", heldOut) })
        {
            float[] values = [.. rows.SelectMany(row => world.Concept(row.Index).ToArray()).Select(value => (float)value)];
            NpyFile.Write(Path.Combine(folder, name), NpyArray.From<float>(values, rows.Length, world.Dimensions.Count));
        }

        WriteLines(Path.Combine(folder, "dimensions.csv"), "dimension,name,kind", world.Dimensions.Select((dimension, index) => $"{index},{dimension.Name},{dimension.Kind}"));
    }

    private static string Classes(ConceptWorld world, Subordinate subordinate) =>
        $"{subordinate.Name},{world.Basics[subordinate.Basic]},{world.Superordinates[subordinate.Superordinate]}";

    private static void WriteLines(string path, string? header, IEnumerable<string> lines)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        if (header is not null)
        {
            writer.WriteLine(header);
        }

        foreach (string line in lines)
        {
            writer.WriteLine(line);
        }
    }
}
