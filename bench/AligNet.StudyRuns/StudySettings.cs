using System.Reflection;
using AligNet.Domain;
using AligNet.Numerics.Distillation;
using AligNet.Numerics.Vice;
using AligNet.Stages.Pretrain;
using AligNet.Stages.Simulate;
using AligNet.Torch;

namespace AligNet.StudyRuns;

/// <summary>Everything that one run can vary.</summary>
internal sealed class StudySettings
{
    public IReadOnlyList<ulong> Seeds { get; private set; } = [1];

    public int Threads { get; private set; } = 2;

    /// <summary>Clusters of the large image set.</summary>
    public int Clusters { get; private set; } = 40;

    /// <summary>Triplets that the teacher labels.</summary>
    public int LabelledTriplets { get; private set; } = 102_400;

    /// <summary>Images of a block of triplets; 0: every triplet from all images.</summary>
    public int BlockImages { get; private set; } = 96;

    /// <summary>Folder that keeps pretrained models and posteriors between runs with the same tag; null: nothing is kept.</summary>
    public string? Keep { get; private set; }

    public IReadOnlyList<string> Branches { get; private set; } = ["distillation", "alignet"];

    public SimulateOptions Simulate { get; private set; } = new();

    public PretrainOptions Teacher { get; private set; } = PretrainOptions.Teacher;

    public PretrainOptions Student { get; private set; } = new();

    public ViceSettings Vice { get; private set; } = new() { InitialDims = 50, BatchSize = 128, LearningRate = 3e-3, MaxEpochs = 600, BurnIn = 150, StableEpochs = 100 };

    public UdSettings Ud { get; private set; } = new();

    public TripletTrainingOptions Finetune { get; private set; } = new()
    {
        HeadWidth = 0,
        Loss = TripletLossKind.KullbackLeibler,
        StudentTemperature = 64,
        BlockTriplets = 512,
        StartWeight = 1,
        PeakLearningRate = 1e-3,
        WarmupSteps = 100,
        Steps = 1000,
        BatchTriplets = 512,
    };

    public static StudySettings Parse(string[] arguments)
    {
        var settings = new StudySettings();
        foreach (string argument in arguments)
        {
            string[] halves = argument.Split('=', 2);
            object target = settings;
            string[] names = halves[0].Split('.');
            if (names.Length == 2)
            {
                target = Property(settings, names[0]).GetValue(settings)!;
            }

            PropertyInfo property = Property(target, names[^1]);
            property.SetValue(target, Convert(halves[1], property.PropertyType));
        }

        return settings;
    }

    private static PropertyInfo Property(object target, string name) => target.GetType().GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase)
        ?? throw new OptionsException($"'{name}' is not an option of {target.GetType().Name}.");

    private static object Convert(string text, Type type) => type switch
    {
        _ when type == typeof(IReadOnlyList<ulong>) => text.Split(',').Select(ulong.Parse).ToArray(),
        _ when type == typeof(IReadOnlyList<string>) => text.Split(','),
        _ when type == typeof(IReadOnlyList<double>) => text.Split(',').Select(double.Parse).ToArray(),
        { IsEnum: true } => Enum.Parse(type, text),
        _ => System.Convert.ChangeType(text, type),
    };
}
