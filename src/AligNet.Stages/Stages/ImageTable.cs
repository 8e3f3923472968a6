using System.IO;
using AligNet.Artifacts;
using AligNet.Imaging;

namespace AligNet.Stages;

/// <summary>The image tables that Ingest writes: columns id, path (relative to the data root), sha256, label.</summary>
internal static class ImageTable
{
    /// <summary>The files of a table, with the content expected of each, in the order of rows.</summary>
    public static ImageFile[] Files(StageContext context, string input)
    {
        Table table = ParquetTable.Read(context.Input(input));
        string[] digests = table.Get<string>("sha256");
        return [.. table.Get<string>("path").Select((path, row) => new ImageFile(Path.GetFullPath(Path.Combine(context.DataRoot, path)), digests[row]))];
    }
}
