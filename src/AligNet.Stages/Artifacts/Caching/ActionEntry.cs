using System.IO;
using System.Text;
using Google.Protobuf;

namespace AligNet.Artifacts.Caching;

/// <summary>What lies under a key: an ActionResult of the Remote Execution API, whose outputs are the signed record and the artifact's blobs.</summary>
/// <remarks>bazel-remote takes nothing else under <c>/ac/</c>, and answers "not found" once one of the outputs is gone. The message is written
/// with the few fields that this needs. Source of the field numbers: remote_execution.proto, version 2 of the API.</remarks>
internal static class ActionEntry
{
    private const int OutputFiles = 2;
    private const int ExecutionMetadata = 9;
    private const int FilePath = 1;
    private const int FileDigest = 2;
    private const int DigestHash = 1;
    private const int DigestSize = 2;
    private const int Worker = 1;

    /// <summary>Path of the output that is the signed record; blobs have their digest as path.</summary>
    private const string RecordPath = "record.json";

    /// <summary>bazel-remote adds the writer's address to entries that name no worker.</summary>
    private const string WorkerName = "alignet";

    /// <summary>The entry's bytes.</summary>
    /// <param name="record">The signed record.</param>
    /// <param name="blobs">What the record names.</param>
    public static byte[] Write(CacheBlob record, IEnumerable<CacheBlob> blobs) => Message(output =>
    {
        Add(output, OutputFiles, Output(RecordPath, record));
        foreach (CacheBlob blob in blobs)
        {
            Add(output, OutputFiles, Output(blob.Sha256, blob));
        }

        Add(output, ExecutionMetadata, Message(metadata => Add(metadata, Worker, WorkerName)));
    });

    /// <summary>The signed record that an entry names, or null when the bytes are no such entry.</summary>
    public static CacheBlob? Read(byte[] entry)
    {
        try
        {
            return Fields(entry).Where(field => field.Number == OutputFiles).Select(field => OutputOf(field.Bytes)).FirstOrDefault(output => output is not null);
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or IOException)
        {
            return null;
        }
    }

    private static byte[] Output(string path, CacheBlob blob) => Message(output =>
    {
        Add(output, FilePath, path);
        Add(output, FileDigest, Message(digest =>
        {
            Add(digest, DigestHash, blob.Sha256);
            digest.WriteTag(DigestSize, WireFormat.WireType.Varint);
            digest.WriteInt64(blob.Bytes);
        }));
    });

    private static CacheBlob? OutputOf(byte[] output)
    {
        IReadOnlyList<(int Number, byte[] Bytes, long Value)> fields = [.. Fields(output)];
        if (!fields.Any(field => field.Number == FilePath && Encoding.ASCII.GetString(field.Bytes) == RecordPath))
        {
            return null;
        }

        (int Number, byte[] Bytes, long Value)[] digest = [.. fields.Where(field => field.Number == FileDigest).SelectMany(field => Fields(field.Bytes))];
        var blob = new CacheBlob(
            Encoding.ASCII.GetString(digest.LastOrDefault(field => field.Number == DigestHash).Bytes ?? []),
            digest.LastOrDefault(field => field.Number == DigestSize).Value);
        return blob.IsValid ? blob : null;
    }

    /// <summary>The fields of a message that are bytes or whole numbers; others are passed over.</summary>
    private static IEnumerable<(int Number, byte[] Bytes, long Value)> Fields(byte[] message)
    {
        using var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag && tag != 0)
        {
            int number = WireFormat.GetTagFieldNumber(tag);
            switch (WireFormat.GetTagWireType(tag))
            {
                case WireFormat.WireType.LengthDelimited:
                    yield return (number, input.ReadBytes().ToByteArray(), 0);
                    break;
                case WireFormat.WireType.Varint:
                    yield return (number, [], input.ReadInt64());
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(output);
        }

        return bytes.ToArray();
    }

    private static void Add(CodedOutputStream output, int field, byte[] message)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(message));
    }

    private static void Add(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }
}
