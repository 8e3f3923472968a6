using AligNet.Artifacts;
using AligNet.Artifacts.Caching;
using CsCheck;

namespace AligNet.Tests.Artifacts.Caching;

public class ActionEntryTests
{
    private static readonly CacheBlob Record = new(ContentHash.OfBytes("record"u8), 300);
    private static readonly CacheBlob File = new(ContentHash.OfBytes("file"u8), 5_000_000_000);

    [Fact]
    public void Read_WhatWasWritten_GivesTheRecord() => Assert.Equal(Record, ActionEntry.Read(ActionEntry.Write(Record, [File])));

    [Fact]
    public void Write_Bytes_AreThoseOfAnActionResult()
    {
        byte[] entry = ActionEntry.Write(new CacheBlob(new string('a', 64), 3), []);

        // output_files (2) { path (1): "record.json", digest (2) { hash (1): 64 letters, size_bytes (2): 3 } }, execution_metadata (9) { worker (1): "alignet" }
        byte[] expected =
        [
            (2 << 3) | 2, 83, (1 << 3) | 2, 11, .. "record.json"u8, (2 << 3) | 2, 68, (1 << 3) | 2, 64, .. Enumerable.Repeat((byte)'a', 64), 2 << 3, 3,
            (9 << 3) | 2, 9, (1 << 3) | 2, 7, .. "alignet"u8,
        ];
        Assert.Equal(expected, entry);
    }

    [Fact]
    public void Read_FieldsOfOthersAndAnotherOrder_GivesTheRecord()
    {
        // exit_code (4) = 7, stdout_digest (6), a fixed64 and an output file without digest, as a server or a later version may add.
        byte[] more = [4 << 3, 7, (6 << 3) | 2, 2, 1, 1, (15 << 3) | 1, 0, 0, 0, 0, 0, 0, 0, 0, (2 << 3) | 2, 3, (1 << 3) | 2, 1, (byte)'x'];

        Assert.Equal(Record, ActionEntry.Read([.. more, .. ActionEntry.Write(Record, [File]), .. more]));
    }

    [Fact]
    public void Read_DigestThatIsAPath_GivesNothing() => Assert.Null(ActionEntry.Read(ActionEntry.Write(new CacheBlob("../../etc/passwd", 1), [])));

    [Fact]
    public void Read_NegativeSize_GivesNothing() => Assert.Null(ActionEntry.Read(ActionEntry.Write(Record with { Bytes = -1 }, [])));

    [Fact]
    public void Read_AnyBytes_GivesSomethingOrNothing() => Gen.Byte.Array[0, 200].Sample(bytes => ActionEntry.Read(bytes) is null || bytes.Length > 70);

    [Fact]
    public void Read_AnyChangeOfAnEntry_GivesAValidBlobOrNothing()
    {
        byte[] entry = ActionEntry.Write(Record, [File]);
        Gen.Select(Gen.Int[0, entry.Length - 1], Gen.Byte, Gen.Int[0, entry.Length]).Sample((at, value, length) =>
        {
            byte[] changed = [.. entry[..length]];
            if (at < length)
            {
                changed[at] = value;
            }

            return ActionEntry.Read(changed) is not { } blob || blob.IsValid;
        });
    }
}
