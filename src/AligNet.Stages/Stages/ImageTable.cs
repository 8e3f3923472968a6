using System.IO;
using AligNet.Artifacts;
using AligNet.Imaging;

namespace AligNet.Stages;

/// <summary>The image tables that Ingest writes: columns id, path (relative to the data root), offset_bytes (0: the image is the whole
/// file), sha256, bytes, label.</summary>
internal static class ImageTable
{
    /// <summary>The files of a table, with the content expected of each, in the order of rows. Where they lie does not count as read: the
    /// content of each is checked when it is.</summary>
    public static ImageFile[] Files(StageContext context, string input)
    {
        Table table = context.ReadTable(input);
        (string[] digests, long[] offsets, long[] lengths) = (table.Get<string>("sha256"), table.GetUnobserved<long>("offset_bytes"), table.Get<long>("bytes"));
        return [.. table.GetUnobserved<string>("path").Select((path, row) => new ImageFile(
            Path.GetFullPath(Path.Combine(context.DataRoot, path)), digests[row], offsets[row], offsets[row] > 0 ? lengths[row] : 0))];
    }
}
