using System.Text.Json.Nodes;
using AligNet.Artifacts;

namespace AligNet.Tests.Artifacts;

public class ManifestTests
{
    private static readonly Manifest Whole = new()
    {
        Stage = "cluster", Node = "cluster", Fingerprint = new string('a', 64), Code = "pinned:3",
        Leaves = new(StringComparer.Ordinal) { ["option k"] = "40", ["seed"] = "7", ["option name"] = "\"ä \\\"quoted\\\"\"" },
        Inputs = [new("images", "ingest/images.parquet", "d1", "f1"), new("levels", "file", "d2", null)],
        Outputs =
        [
            new("assignments.parquet", "d3", 12, "image: text", new(StringComparer.Ordinal) { ["image"] = "d4" }, [new("assignments.parquet", 5_000_000_000, "d5")]),
            new("study", "d6", null, null, null, [new("study/a.png", 0, "d7"), new("study/b \u00e9.png", 1, "d8")]),
        ],
        Versions = new(StringComparer.Ordinal) { ["alignet"] = "0.1.0" },
        Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567), Ended = new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.FromHours(2)),
        Host = "Linux x64, 2 processors", Device = "cpu",
    };

    [Fact]
    public void FromJson_WhatToJsonWrote_GivesItBack()
    {
        Manifest read = Manifest.FromJson(Whole.ToJson())!;

        Assert.Equal(Whole.ToJson(), read.ToJson());
        Assert.Equal(Whole.Leaves, read.Leaves);
        Assert.Equal(Whole.Outputs[1].Files, read.Outputs[1].Files);
        Assert.Equal((Whole.Started, Whole.Ended), (read.Started, read.Ended));
    }

    [Theory]
    [InlineData("stage")]
    [InlineData("node")]
    [InlineData("fingerprint")]
    [InlineData("code")]
    [InlineData("leaves")]
    [InlineData("inputs")]
    [InlineData("outputs")]
    [InlineData("versions")]
    [InlineData("started")]
    [InlineData("ended")]
    [InlineData("host")]
    [InlineData("device")]
    [InlineData("format")]
    public void FromJson_FieldMissingNullOrOfAnotherType_IsNoManifest(string field)
    {
        foreach (Action<JsonObject> harm in new Action<JsonObject>[] { json => json.Remove(field), json => json[field] = null, json => json[field] = true, json => json[field] = 1.5 })
        {
            JsonObject json = JsonNode.Parse(Whole.ToJson())!.AsObject();
            Assert.NotNull(Manifest.FromJson(json.ToJsonString()));
            harm(json);
            Assert.Null(Manifest.FromJson(json.ToJsonString()));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public void FromJson_NoManifest_IsNull(string text) => Assert.Null(Manifest.FromJson(text));
}
