using System.IO;
using AligNet.Build.Inspection;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using DuckDB.NET.Data;

namespace AligNet.EndToEnd.Tests.Inspection;

/// <summary>A folder with a Parquet table, an Arrow table and another file.</summary>
public sealed class SampleArtifact : IDisposable
{
    public SampleArtifact()
    {
        WriteParquet(Path.Combine(Folder, "assignments.parquet"));
        WriteArrow(Path.Combine(Folder, "centroids.arrow"));
        File.WriteAllText(Path.Combine(Folder, "notes.txt"), "12345");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("alignet-inspect-").FullName;

    public ArtifactInspector Inspector => new(Folder, Directory.GetFiles(Folder));

    public ArrowFile Centroids => new(Path.Combine(Folder, "centroids.arrow"));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static void WriteParquet(string path)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"COPY (SELECT 'image-' || i AS id, CAST(i % 3 AS INTEGER) AS cluster FROM range(30) t(i)) TO '{path}' (FORMAT parquet)";
        command.ExecuteNonQuery();
    }

    /// <summary>Two record batches: clusters 0 and 1, then cluster 2 without a centroid.</summary>
    private static void WriteArrow(string path)
    {
        var listType = new FixedSizeListType(new Field("item", FloatType.Default, true), 6);
        var schema = new Schema([new Field("cluster", Int32Type.Default, false), new Field("centroid", listType, true)], null);
        using var writer = new ArrowFileWriter(File.Create(path), schema, leaveOpen: false);
        writer.WriteRecordBatch(Batch(schema, listType, [0, 1], [[1, 2, 3, 4, 5, 6], [-1, float.NaN, 0, 0, 0, 0]]));
        writer.WriteRecordBatch(Batch(schema, listType, [2], [null]));
        writer.WriteEnd();
    }

    private static RecordBatch Batch(Schema schema, FixedSizeListType type, int[] clusters, float[]?[] centroids)
    {
        var lists = new FixedSizeListArray.Builder(type.ValueDataType, type.ListSize);
        var values = (FloatArray.Builder)lists.ValueBuilder;
        foreach (float[]? centroid in centroids)
        {
            if (centroid is null)
            {
                lists.AppendNull();
            }
            else
            {
                lists.Append();
                values.AppendRange(centroid);
            }
        }

        return new(schema, [new Int32Array.Builder().AppendRange(clusters).Build(), lists.Build()], clusters.Length);
    }
}
