using System.Text;
using AligNet.Artifacts.Caching;
using CsCheck;

namespace AligNet.Tests.Artifacts.Caching;

public class SignedRecordTests
{
    [Fact]
    public void Open_WhatWasSealed_GivesTheRecord() => Gen.Byte.Array.Sample(record =>
    {
        CacheSigningKey signer = CacheBench.Signer();
        Assert.Equal(record, SignedRecord.Open(SignedRecord.Seal("key", record, signer), "key", signer).Record);
        Assert.Equal(record, SignedRecord.Open(SignedRecord.Seal("key", record, signer), "key", null).Record);
        Assert.Equal(record, SignedRecord.Open(SignedRecord.Seal("key", record, null), "key", null).Record);
    });

    [Fact]
    public void Open_AnyChangedByte_NeverGivesAnotherRecord()
    {
        CacheSigningKey signer = CacheBench.Signer();
        byte[] record = "a record with some text"u8.ToArray();
        byte[] sealed_ = SignedRecord.Seal("key", record, signer);
        for (int at = 0; at < sealed_.Length; at++)
        {
            foreach (byte change in new byte[] { 1, 4, 32 })
            {
                byte[] changed = [.. sealed_];
                changed[at] ^= change;

                // A change that leaves the JSON's meaning (a space elsewhere) may still open; what opens is what was signed.
                Assert.True(SignedRecord.Open(changed, "key", signer).Record is not { } opened || opened.AsSpan().SequenceEqual(record), $"byte {at}");
            }
        }
    }

    [Fact]
    public void Open_SignatureOfFieldsSplitElsewhere_IsRefused()
    {
        // Without lengths, ("ab", "c") and ("a", "bc") would be signed alike.
        CacheSigningKey signer = CacheBench.Signer();
        string hmac = Convert.ToBase64String(signer.Sign("ab", "c"u8));
        string forged = $"{{\"format\":1,\"key\":\"a\",\"record\":\"{Convert.ToBase64String("bc"u8)}\",\"hmac\":\"{hmac}\"}}";

        Assert.Null(SignedRecord.Open(Encoding.ASCII.GetBytes(forged), "a", signer).Record);
        Assert.NotNull(SignedRecord.Open(Encoding.ASCII.GetBytes(forged), "a", null).Record);
    }

    [Fact]
    public void Seal_HoldsNoPartOfTheSecret() =>
        Assert.DoesNotContain("kkkk", Encoding.ASCII.GetString(SignedRecord.Seal("x", [1, 2, 3], CacheBench.Signer())), StringComparison.Ordinal);
}
