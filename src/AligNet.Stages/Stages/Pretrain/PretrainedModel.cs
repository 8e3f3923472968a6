using AligNet.Domain;

namespace AligNet.Stages.Pretrain;

/// <summary>A vision transformer as pretraining left it.</summary>
/// <param name="Config">Its architecture.</param>
/// <param name="Weights">Its parameters, named as timm does.</param>
/// <param name="Preprocessing">How it wants its images.</param>
public sealed record PretrainedModel(VisionTransformerConfig Config, IReadOnlyList<NamedTensor> Weights, ImagePreprocessing Preprocessing);
