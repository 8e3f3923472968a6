using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Pipeline.Code;
using AligNet.Stages;

namespace AligNet.Pipeline;

/// <summary>Works out the keys of nodes: what each could read now.</summary>
/// <param name="options">Options of all sections.</param>
/// <param name="stats">Hashes of source files.</param>
/// <param name="code">Identities of the stages' code.</param>
internal sealed class StageKeys(PipelineOptions options, StatCache stats, CodeIdentities code)
{
    /// <summary>The key of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="settled">The artifact of each node that it reads.</param>
    /// <exception cref="PipelineException">A file of the user cannot be read.</exception>
    public StageKey Of(StageNode node, Func<string, Manifest> settled)
    {
        List<KeyInput> inputs = [];
        foreach (InputBinding binding in node.Inputs(options.Data))
        {
            if (binding is ArtifactInput artifact)
            {
                Manifest manifest = settled(artifact.Node);
                ManifestOutput output = manifest.Output(artifact.Output);
                inputs.Add(new KeyInput(
                    artifact.Name, $"{artifact.Node}/{artifact.Output}", output.Digest, output.Rows, output.Columns, manifest.Fingerprint, artifact.Keyed));
            }
            else if (binding is FileInput file)
            {
                inputs.Add(new KeyInput(file.Name, "file", HashSource(PathOf(file), node.Name, file.Option)));
            }
        }

        inputs.AddRange(SourcesOf(node).Select(source => new KeyInput(source.Name, source.IsSet ? "files" : "file", Digest(node, source))));
        return new StageKey(node, code.DigestOf(node.Stage), options.Canonical(node.Section), options.Runtime.Seed, inputs);
    }

    /// <summary>The leaves that a run read, by name. Files of the user that a stage reads through their paths always count.</summary>
    public string[] Leaves(StageNode node, StageKey key, IReadOnlyList<StageRead> reads)
    {
        HashSet<string> leaves = [.. SourcesOf(node).Select(source => KeyLeaf.Input(source.Name))];
        foreach (StageRead read in reads)
        {
            string leaf = read.Kind switch
            {
                StageReadKind.Seed => KeyLeaf.Seed,
                StageReadKind.Option => KeyLeaf.Option(OptionNames.Key(read.Name)),
                StageReadKind.Input => KeyLeaf.Input(read.Name),
                StageReadKind.Rows => KeyLeaf.Rows(read.Name),
                StageReadKind.Column => KeyLeaf.Column(read.Name, read.Column),
                _ => KeyLeaf.Origin(read.Name),
            };

            // Options and inputs that cannot change a result have no leaf.
            bool known = key.Leaves.ContainsKey(leaf);
            if (known || (read.Kind == StageReadKind.Column && key.Leaves.ContainsKey(KeyLeaf.Input(read.Name))))
            {
                leaves.Add(leaf);
            }
        }

        // The whole covers the parts.
        leaves.RemoveWhere(leaf => key.Inputs.Any(input => leaves.Contains(KeyLeaf.Input(input.Name))
            && (leaf == KeyLeaf.Rows(input.Name) || leaf.StartsWith(KeyLeaf.Column(input.Name, ""), StringComparison.Ordinal))));
        return [.. leaves.Order(StringComparer.Ordinal)];
    }

    /// <summary>Path of a file that a profile names.</summary>
    /// <exception cref="OptionsException">The profile does not name it.</exception>
    public string PathOf(FileInput file) => file.Path.Length > 0
        ? Path.GetFullPath(Path.Combine(options.DataRoot, file.Path))
        : throw new OptionsException($"{file.Option} is empty; name the file in the profile's [data], or with --set {file.Option}=PATH.");

    /// <summary>How two identities of code differ.</summary>
    public string CodeDifference(string before, string now) => code.Describe(before, now);

    private IReadOnlyList<SourceInput> SourcesOf(StageNode node) =>
        node.Stage is IReadsSources reader && options.Data.Source == DataSource.Files
            ? reader.Sources(options.Data, options[node.Section], options.DataRoot)
            : [];

    private string Digest(StageNode node, SourceInput source)
    {
        if (!source.IsSet)
        {
            return HashSource(source.Files.Single().Path, node.Name, source.Name);
        }

        string?[] digests = new string?[source.Files.Count];
        _ = Parallel.For(0, digests.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Runtime.Workers }, file => digests[file] = Try(source.Files[file].Path));

        // A file that cannot be read is told of here, so that it is always the first of them.
        return ContentHash.OfSet(source.Files.Select((file, index) => (file.Relative, digests[index] ?? HashSource(file.Path, node.Name, source.Name))));
    }

    private string? Try(string path)
    {
        try
        {
            return stats.Hash(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string HashSource(string path, string node, string option)
    {
        try
        {
            return stats.Hash(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StageException(
                $"{node}: {path} ({option}) cannot be read: {(exception is FileNotFoundException ? "there is no such file" : exception.Message)}. "
                + "Correct the path in the profile, or set data.root to the folder that the paths start from.", exception);
        }
    }
}
