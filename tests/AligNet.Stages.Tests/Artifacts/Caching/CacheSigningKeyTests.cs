using System.IO;
using System.Security.Cryptography;
using System.Text;
using AligNet.Artifacts.Caching;
using AligNet.Domain;

namespace AligNet.Tests.Artifacts.Caching;

public sealed class CacheSigningKeyTests : IDisposable
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Sign_IsHmacSha256OverLengthPrefixedFields()
    {
        byte[] expected = HMACSHA256.HashData(
            Encoding.ASCII.GetBytes(Secret),
            Encoding.Latin1.GetBytes("\x14\0\0\0\0\0\0\0AligNet cache record\x04\0\0\0\0\0\0\0\x01\0\0\0\x03\0\0\0\0\0\0\0key\x06\0\0\0\0\0\0\0record"));

        Assert.Equal(expected, new CacheSigningKey(Secret, "test").Sign("key", "record"u8));
    }

    [Fact]
    public void Load_FileAndVariable_AgreeAndTheFileWins()
    {
        File.WriteAllText(_folder["key"], Secret + "\n");
        byte[] expected = new CacheSigningKey(Secret, "test").Sign("key", "record"u8);

        Assert.Equal(expected, CacheSigningKey.Load(_folder["key"], null)!.Sign("key", "record"u8));
        Assert.Equal(expected, CacheSigningKey.Load(null, Secret)!.Sign("key", "record"u8));
        Assert.Equal(expected, CacheSigningKey.Load(_folder["key"], new string('x', 40))!.Sign("key", "record"u8));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    public void Load_NothingGiven_IsNoKey(string? variable) => Assert.Null(CacheSigningKey.Load(null, variable));

    [Fact]
    public void Load_ShortKey_IsRefusedWithoutShowingIt()
    {
        string message = Assert.Throws<OptionsException>(() => CacheSigningKey.Load(null, "hunter2")).Message;

        Assert.Contains("ALIGNET_CACHE_KEY", message, StringComparison.Ordinal);
        Assert.Contains("has 7 letters, expected 32", message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileThatIsNotThere_IsRefused() =>
        Assert.Contains("cannot be read", Assert.Throws<OptionsException>(() => CacheSigningKey.Load(_folder["none"], Secret)).Message, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();
}
