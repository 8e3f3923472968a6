using System.Diagnostics;
using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Imaging;
using AligNet.Numerics;
using AligNet.Numerics.Distillation;
using AligNet.Numerics.Metrics;
using AligNet.Numerics.Vice;
using AligNet.Stages.Pretrain;
using AligNet.Stages.Simulate;
using AligNet.Torch;

namespace AligNet.StudyRuns;

/// <summary>One seed of the study, from nothing to the four students.</summary>
internal sealed class StudyRun(StudySettings settings, ulong seed)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"alignet-study-{Environment.ProcessId}-{seed}");
    private double _cpu = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    public void Execute()
    {
        Console.WriteLine($"=== seed {seed}");
        SimulatedStudyWriter.Write(_folder, settings.Simulate, seed, NoProgress.Instance);
        Step("simulate");
        CsvTable pool = CsvTable.Read(Path.Combine(_folder, "images.csv"));
        ImagePixelSource poolPixels = Pixels(pool.Text("path"));
        PretrainedModel teacher = Kept("teacher", () => TeacherPretraining.Run(
            poolPixels, [.. pool.Text("caption")], settings.Teacher, StageSeed.For("pretrain-teacher", seed), settings.Threads, new LineProgress()));
        Step("pretrain teacher");
        PretrainedModel student = Kept("student", () => StudentPretraining.Run(
            poolPixels, [.. pool.Text("subordinate")], settings.Student, StageSeed.For("pretrain-student", seed), settings.Threads, new LineProgress()));
        Step("pretrain student");

        Triplet[] triplets = Triplets("triplets_train.txt");
        float[] posterior = Vice(triplets);
        Step("vice");

        string[] levelImages = [.. CsvTable.Read(Path.Combine(_folder, "levels_images.csv")).Text("path")];
        ImagePixelSource objects = Pixels(CsvTable.Read(Path.Combine(_folder, "objects.csv")).Text("image"));
        ImagePixelSource heldOut = Pixels(CsvTable.Read(Path.Combine(_folder, "heldout_objects.csv")).Text("image"));
        ImagePixelSource levelPixels = Pixels(levelImages);
        Triplet[] heldOutTriplets = Triplets("heldout_triplets.txt");
        var levels = new LevelsData(Path.Combine(_folder, "levels.csv"), levelImages);
        void Report(string name, Func<IPixelSource, Representations> embed)
        {
            double temperature = TemperatureFit.Fit(OddOneOut.Similarities(embed(objects), triplets, SimilarityMeasure.Dot)).Temperature;
            Console.WriteLine($"  {name,-13} held-out OO {Measures.OddOneOut(embed(heldOut), heldOutTriplets):F3} | {levels.Describe(embed(levelPixels), temperature)} (temperature {temperature:G3})");
        }

        Console.WriteLine($"  planted embedding: held-out OO {Measures.OddOneOut(Matrix("truth/concepts_heldout.npy"), heldOutTriplets):F3}");

        Representations objectRows = Embed(teacher, objects);
        Representations poolRows = Embed(teacher, poolPixels);
        Step("embed");
        UdResult teacherUd = new UdFitter(settings.Ud with { Threads = settings.Threads }).Fit(objectRows, triplets, posterior, StageSeed.For("ud-fit", seed), NoProgress.Instance);
        Step($"ud (λ {teacherUd.Lambda}, {teacherUd.Epochs} epochs, cross-validated {teacherUd.AccuracyBefore:F3} → {teacherUd.AccuracyAfter:F3})");
        Report("teacher", pixels => Embed(teacher, pixels));
        Report("teacher UD", pixels => Apply(teacherUd.Transform, Embed(teacher, pixels)));
        Report("student", pixels => Embed(student, pixels));
        if (settings.Branches.Contains("ud"))
        {
            UdResult studentUd = new UdFitter(settings.Ud with { Threads = settings.Threads }).Fit(Embed(student, objects), triplets, posterior, StageSeed.For("ud-student", seed), NoProgress.Instance);
            Report("student UD", pixels => Apply(studentUd.Transform, Embed(student, pixels)));
            Step($"ud student (λ {studentUd.Lambda})");
        }

        foreach (string branch in settings.Branches.Except(["ud"]))
        {
            Representations rows = branch == "alignet" ? Apply(teacherUd.Transform, poolRows) : Standardised(teacherUd.Transform, poolRows);
            LabelledTriplets labelled = new TripletMaker(settings, StageSeed.For("sample", seed)).Make(rows);
            Step($"cluster, sample, label ({branch})");
            var options = settings.Finetune with { Seed = StageSeed.For("finetune", seed), Threads = settings.Threads };
            using var trainer = new TripletTrainer(student.Config, student.Weights, labelled, poolPixels, options, TimeProvider.System);
            (double loss, double accuracy, int images) = (0, 0, 0);
            while (trainer.StepsDone < options.Steps)
            {
                TripletTrainingStep step = trainer.Step();
                (loss, accuracy, images) = (step.Loss, step.Accuracy, step.Images);
                if (trainer.StepsDone % (options.Steps / 3) == 0)
                {
                    Console.WriteLine($"    step {trainer.StepsDone}: loss {loss:F4}, accuracy {accuracy:F3}, {images} images");
                }
            }

            Step($"finetune ({branch})");
            PretrainedModel tuned = student with { Weights = trainer.Student() };
            Report(branch, pixels => Embed(tuned, pixels));
        }

        Console.WriteLine($"  total {_clock.Elapsed.TotalSeconds:F0} s wall, {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:F0} s CPU, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e9:F2} GB");
        Directory.Delete(_folder, recursive: true);
    }

    private float[] Vice(Triplet[] triplets)
    {
        Representations truth = Matrix("truth/concepts.npy");
        var trainer = new ViceTrainer(settings.Vice with { Threads = settings.Threads }, triplets, truth.Rows, StageSeed.For("vice-posteriors", seed));
        ViceEpoch? last = null;
        while (!trainer.IsFinished)
        {
            last = trainer.RunEpoch();
        }

        VicePosterior posterior = trainer.Result();
        var loc = new Representations(posterior.Loc.ToArray().Select(value => Math.Max(value, 0)).ToArray(), posterior.Objects, posterior.Dims);
        Console.WriteLine($"  VICE: {posterior.Dims} dimensions (planted {truth.Dim}) after {trainer.Epoch} epochs, cross-entropy {last!.CrossEntropy:F3}, "
            + $"similarities correlate {Measures.Pearson(Measures.UpperTriangle(loc), Measures.UpperTriangle(truth)):F3} with the planted ones, "
            + $"test OO {Measures.OddOneOut(loc, Triplets("triplets_test.txt")):F3} (planted {Measures.OddOneOut(truth, Triplets("triplets_test.txt")):F3})");
        float[] probabilities = new float[triplets.Length * 3];
        MonteCarloPosterior.Probabilities(posterior, triplets, 50, StageSeed.For("vice/probabilities", seed), probabilities, settings.Threads);
        return probabilities;
    }

    private ImagePixelSource Pixels(IEnumerable<string> paths) => new(
        [.. paths.Select(path => new ImageFile(Path.Combine(_folder, path), null))], PretrainingRun.Preprocessing(settings.Simulate.ImageSize), settings.Threads);

    private Representations Matrix(string name)
    {
        NpyArray array = NpyFile.Read(Path.Combine(_folder, name));
        return new Representations(array.ToSingles(), (int)array.Shape[0], (int)array.Shape[1]);
    }

    private Triplet[] Triplets(string name) => [.. File.ReadLines(Path.Combine(_folder, name)).Select(line => line.Split(' ')).Select(row =>
        new Triplet(int.Parse(row[0]), int.Parse(row[1]), int.Parse(row[2])))];

    private PretrainedModel Kept(string name, Func<PretrainedModel> train)
    {
        if (settings.Keep is null)
        {
            return train();
        }

        PretrainOptions options = name == "teacher" ? settings.Teacher : settings.Student;
        string path = Path.Combine(settings.Keep, $"{name}-{seed}-{StageSeed.For(options.ToString() + Look(settings.Simulate), seed):x}.safetensors");
        if (File.Exists(path))
        {
            using SafetensorsFile file = SafetensorsFile.Open(path);
            return new PretrainedModel(options.Architecture(settings.Simulate.ImageSize), file.ReadAll(), PretrainingRun.Preprocessing(settings.Simulate.ImageSize));
        }

        PretrainedModel model = train();
        Directory.CreateDirectory(settings.Keep);
        SafetensorsFile.Write(path, model.Weights);
        return model;
    }

    // What people do leaves images and captions as they are.
    private static SimulateOptions Look(SimulateOptions options) => options with
    {
        TrainTriplets = 1,
        SuperordinateWeight = 1,
        BasicWeight = 1,
        PropertyWeight = 1,
        WeightSpread = 0,
        IdentitySimilarity = 0,
        IndividualSpread = 0,
        ResponseTimeSlope = 0,
        ResponseTimeNoise = 0,
        PaceSpread = 0,
    };

    private static Representations Embed(PretrainedModel model, IPixelSource pixels)
    {
        const int Batch = 256;
        using var transformer = new VisionTransformer(model.Config, model.Weights, "cpu");
        int dim = model.Config.Width;
        float[] rows = new float[pixels.Count * dim];
        for (int start = 0; start < pixels.Count; start += Batch)
        {
            int[] images = [.. Enumerable.Range(start, Math.Min(Batch, pixels.Count - start))];
            float[] planes = new float[images.Length * 3 * pixels.ImageSize * pixels.ImageSize];
            pixels.Fill(images, planes);
            transformer.Embed(planes).CopyTo(rows, start * dim);
        }

        return new Representations(rows, pixels.Count, dim);
    }

    private static Representations Standardised(AffineTransform transform, Representations rows) => new(
        rows.ToArray().Select(value => (float)((value - transform.Mean) / transform.Std)).ToArray(), rows.Rows, rows.Dim);

    private static Representations Apply(AffineTransform transform, Representations rows)
    {
        float[] result = new float[rows.Rows * rows.Dim];
        Parallel.For(0, rows.Rows, row =>
        {
            ReadOnlySpan<float> values = rows.Row(row);
            Span<float> target = result.AsSpan(row * rows.Dim, rows.Dim);
            transform.Bias.CopyTo(target);
            for (int input = 0; input < rows.Dim; input++)
            {
                float scaled = (float)((values[input] - transform.Mean) / transform.Std);
                for (int output = 0; output < rows.Dim; output++)
                {
                    target[output] += scaled * transform.Weights[(input * rows.Dim) + output];
                }
            }
        });
        return new Representations(result, rows.Rows, rows.Dim);
    }

    private void Step(string name)
    {
        double cpu = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
        Console.WriteLine($"  [{_clock.Elapsed.TotalSeconds,6:F1} s] {name}: {cpu - _cpu:F1} s CPU");
        _cpu = cpu;
    }
}
