using System.IO;
using AligNet.Artifacts.Caching;
using AligNet.Domain;

namespace AligNet.Tests.Artifacts.Caching;

public class CacheLocationTests
{
    private static readonly string Here = Path.GetTempPath();

    [Theory]
    [InlineData("store", CacheKind.Folder, false)]
    [InlineData("ro:store", CacheKind.Folder, true)]
    [InlineData("http://cache:9090", CacheKind.Http, false)]
    [InlineData("ro:https://cache/team/a", CacheKind.Http, true)]
    [InlineData("s3://bucket/a/b", CacheKind.S3, false)]
    [InlineData("ro:s3://bucket", CacheKind.S3, true)]
    public void Parse_EachForm_IsRead(string text, CacheKind kind, bool isReadOnly)
    {
        var location = CacheLocation.Parse(text, Here);

        Assert.Equal((kind, isReadOnly), (location.Kind, location.IsReadOnly));
    }

    [Fact]
    public void Parse_RelativeFolder_StartsFromTheGivenOne() => Assert.Equal(Path.GetFullPath(Path.Combine(Here, "a", "b")), CacheLocation.Parse("a/b", Here).Name);

    [Theory]
    [InlineData("http://cache:9090", "http://cache:9090/")]
    [InlineData("https://cache/team/a/", "https://cache/team/a/")]
    [InlineData("https://alice:pass%40word@cache/team?sig=abc#part", "https://cache/team/")]
    [InlineData("s3://bucket", "s3://bucket/")]
    [InlineData("s3://bucket/a/b/", "s3://bucket/a/b")]
    public void Name_OfEachForm_HoldsNoSecret(string text, string name) => Assert.Equal(name, CacheLocation.Parse(text, Here).ToString());

    [Fact]
    public void Credentials_AreTakenOutOfTheAddress()
    {
        var location = CacheLocation.Parse("https://alice:pass%40word@cache/team?sig=abc", Here);

        Assert.Equal("alice:pass@word", location.Credentials);
        Assert.Equal("https://cache/team/?sig=abc", location.Address!.AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ro:")]
    [InlineData("ftp://host/path")]
    [InlineData("http://")]
    [InlineData("http://user:hunter2@")]
    [InlineData("http://user:hun/ter2@host:port/path")]
    [InlineData("https://user:hunter2@ho st/?token=hunter2")]
    [InlineData("gs://user:hunter2@bucket/prefix?token=hunter2")]
    [InlineData("s3://hunter2:hunter2@bucket/prefix")]
    [InlineData("s3:///prefix")]
    public void Parse_OtherText_IsRefusedWithTheSyntaxAndWithoutSecrets(string text)
    {
        string message = Assert.Throws<OptionsException>(() => CacheLocation.Parse(text, Here)).Message;

        Assert.Contains(CacheLocation.Syntax, message, StringComparison.Ordinal);
        Assert.DoesNotContain("ter2", message, StringComparison.Ordinal);
    }
}
