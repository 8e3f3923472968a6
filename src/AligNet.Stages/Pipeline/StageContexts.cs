using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Stages;

namespace AligNet.Pipeline;

/// <summary>Makes what a stage is given to run.</summary>
/// <param name="lookup">The artifacts of the nodes before.</param>
/// <param name="keys">Keys of nodes.</param>
/// <param name="options">Options of all sections.</param>
/// <param name="store">The store.</param>
/// <param name="progress">Where progress goes.</param>
internal sealed class StageContexts(StageLookup lookup, StageKeys keys, PipelineOptions options, ArtifactStore store, IStageProgress progress)
{
    /// <summary>The context of a run of a node.</summary>
    /// <param name="node">The node; its inputs are settled and their files are there.</param>
    /// <param name="key">Its key.</param>
    /// <param name="outputs">Folder for the outputs.</param>
    /// <param name="checkpoints">Folder that outlives a killed run.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    public StageContext Of(StageNode node, StageKey key, string outputs, string checkpoints, CancellationToken cancellation)
    {
        Dictionary<string, string> inputs = [];
        foreach (InputBinding binding in node.Inputs(options.Data))
        {
            inputs[binding.Name] = binding is ArtifactInput artifact
                ? Path.Combine(lookup.FolderOf(artifact.Node), artifact.Output)
                : keys.PathOf((FileInput)binding);
        }

        return new StageContext(node.Stage.Name, options[node.Section], inputs, outputs, checkpoints, options.Runtime.Seed, progress, cancellation)
        {
            Threads = options.Runtime.Workers,
            Origins = key.Inputs.Where(input => input.Keyed).ToDictionary(input => input.Name, input => input.From),
            DataRoot = inputs.GetValueOrDefault(StageCatalog.StudyInput, options.DataRoot),
            DataInput = inputs.ContainsKey(StageCatalog.StudyInput) ? StageCatalog.StudyInput : null,
            Data = options.Data,
            Provenance = Provenance.Of(node, key, lookup.Settled).ToJson(),
            Shards = store.ShardsOf(node.Stage.Name),
            ShardBase = [("code", key.Code), .. key.Leaves.Where(leaf => leaf.Key.StartsWith(KeyLeaf.OptionPrefix, StringComparison.Ordinal)).Select(leaf => (leaf.Key, leaf.Value))],
            InputDigests = key.Inputs.ToDictionary(input => input.Name, input => input.Digest),
        };
    }
}
