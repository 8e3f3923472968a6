using System.Text.Json;
using System.Text.RegularExpressions;

namespace AligNet.Domain;

/// <summary>Finds a vision transformer's architecture from the names and shapes of its weights, with the few things that shapes
/// do not tell taken from a timm-style <c>config.json</c>.</summary>
public static partial class VisionTransformerRecognition
{
    /// <summary>Recognises a checkpoint with timm's names.</summary>
    /// <param name="shapes">Shape of each array by name.</param>
    /// <param name="configJson">Text of a <c>config.json</c> (keys num_heads, activation or act_layer, layer_norm_eps, global_pool; at
    /// the root or under "model_args"), or null. Without it: 64 columns a head, exact GELU, epsilon 1e-6, class token if there is one.</param>
    /// <param name="source">Where the weights come from, for messages.</param>
    /// <exception cref="ArtifactException">The names are not those of such a model, or the shapes contradict each other.</exception>
    public static VisionTransformerConfig Recognise(
        IReadOnlyDictionary<string, IReadOnlyList<int>> shapes, string? configJson, string source)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        TimmConfig file = TimmConfig.Parse(configJson, source);
        IReadOnlyList<int> patch = Shape("patch_embed.proj.weight", 4);
        IReadOnlyList<int> position = Shape("pos_embed", 3);
        bool classToken = shapes.ContainsKey("cls_token");
        int registers = shapes.ContainsKey("reg_token") ? Shape("reg_token", 3)[1] : 0;
        int prefix = classToken && registers == 0 ? 1 : 0;
        int grid = (int)Math.Round(Math.Sqrt(position[1] - prefix));
        if (grid * grid != position[1] - prefix)
        {
            throw Refuse($"pos_embed has {position[1]} rows, not {prefix} and a square grid");
        }

        int depth = shapes.Keys.Select(name => BlockName().Match(name)).Where(match => match.Success)
            .Select(match => int.Parse(match.Groups[1].Value)).DefaultIfEmpty(-1).Max() + 1;
        int width = patch[0];
        var config = new VisionTransformerConfig
        {
            ImageSize = grid * patch[2],
            PatchSize = patch[2],
            Width = width,
            Depth = depth,
            Heads = file.Heads ?? (width % 64 == 0 && width <= 1024
                ? width / 64
                : throw Refuse($"the number of attention heads of width {width} is not known; put \"num_heads\" into a config.json beside the weights")),
            MlpWidth = Shape("blocks.0.mlp.fc1.weight", 2)[0],
            ClassToken = classToken,
            Registers = registers,
            Pooling = shapes.ContainsKey("fc_norm.weight") ? VisionTransformerPooling.Mean : VisionTransformerPooling.Token,
            LayerNormEpsilon = file.LayerNormEpsilon ?? 1e-6,
            Gelu = file.Gelu ?? GeluForm.Exact,
            LayerScale = shapes.ContainsKey("blocks.0.ls1.gamma"),
            QkvBias = shapes.ContainsKey("blocks.0.attn.qkv.bias"),
            Classes = shapes.ContainsKey("head.weight") ? Shape("head.weight", 2)[0] : 0,
        };
        Check(config);
        return config;

        IReadOnlyList<int> Shape(string name, int rank) =>
            !shapes.TryGetValue(name, out IReadOnlyList<int>? shape) ? throw Refuse($"there is no '{name}'")
            : shape.Count != rank ? throw Refuse($"'{name}' has the shape {NamedTensor.ShapeText(shape)}, not {rank} extents")
            : shape;

        void Check(VisionTransformerConfig config)
        {
            foreach (string error in config.Errors())
            {
                throw Refuse(error.TrimEnd('.'));
            }

            var expected = config.Parameters().ToDictionary(parameter => parameter.Name, parameter => parameter.Shape);
            foreach ((string name, int[] shape) in expected)
            {
                if (!Shape(name, shape.Length).SequenceEqual(shape))
                {
                    throw Refuse($"'{name}' has the shape {NamedTensor.ShapeText(shapes[name])}, not {NamedTensor.ShapeText(shape)}");
                }
            }

            string? unknown = shapes.Keys.Where(name => !expected.ContainsKey(name)).Order(StringComparer.Ordinal).FirstOrDefault();
            if (unknown is not null)
            {
                throw Refuse($"'{unknown}' has no place in it");
            }

            if (file.Pooling is { } pooling && pooling != config.Pooling)
            {
                throw Refuse($"its config.json pools by {pooling}, but the weights are those of pooling by {config.Pooling}");
            }
        }

        ArtifactException Refuse(string found) =>
            new($"{source}: {found}. Expected a plain vision transformer with timm's names (patch_embed, blocks, norm or fc_norm, head).");
    }

    [GeneratedRegex(@"^blocks\.([0-9]{1,4})\.")]
    private static partial Regex BlockName();

    private sealed record TimmConfig(int? Heads, double? LayerNormEpsilon, GeluForm? Gelu, VisionTransformerPooling? Pooling)
    {
        public static TimmConfig Parse(string? json, string source)
        {
            if (json is null)
            {
                return new TimmConfig(null, null, null, null);
            }

            try
            {
                using var document = JsonDocument.Parse(json);
                JsonElement root = document.RootElement;
                string? activation = (Find(root, "activation") ?? Find(root, "act_layer"))?.GetString();
                return new TimmConfig(
                    Find(root, "num_heads")?.GetInt32(),
                    Find(root, "layer_norm_eps")?.GetDouble(),
                    activation is null ? null : activation.Contains("tanh", StringComparison.OrdinalIgnoreCase) ? GeluForm.Tanh : GeluForm.Exact,
                    Find(root, "global_pool")?.GetString() switch
                    {
                        "token" => VisionTransformerPooling.Token,
                        "avg" => VisionTransformerPooling.Mean,
                        _ => null,
                    });
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
            {
                throw new ArtifactException($"{source}: its config.json cannot be used: {fault.Message} Expected timm's form.", fault);
            }
        }

        private static JsonElement? Find(JsonElement root, string key) =>
            root.TryGetProperty(key, out JsonElement value) ? value
            : root.TryGetProperty("model_args", out JsonElement arguments) && arguments.TryGetProperty(key, out value) ? value
            : null;
    }
}
