using System.IO;
using AligNet.Domain;

namespace AligNet.Artifacts.Caching;

/// <summary>Where a cache lies and whether it is written, as <c>--cache</c> names it: <c>[ro:]FOLDER</c>,
/// <c>[ro:]http(s)://[user:password@]host[:port]/path</c> or <c>[ro:]s3://bucket/prefix</c>.</summary>
/// <remarks>A class, not a record: a record's text would show the password.</remarks>
public sealed class CacheLocation
{
    /// <summary>What every message about the syntax ends with.</summary>
    public const string Syntax = "[ro:]FOLDER, [ro:]http://HOST/PATH, [ro:]https://HOST/PATH or [ro:]s3://BUCKET/PREFIX";

    private const string ReadOnlyPrefix = "ro:";

    private CacheLocation(CacheKind kind, bool isReadOnly, string name) => (Kind, IsReadOnly, Name) = (kind, isReadOnly, name);

    /// <summary>How the place is spoken to.</summary>
    public CacheKind Kind { get; }

    /// <summary>Whether the place is never written.</summary>
    public bool IsReadOnly { get; }

    /// <summary>The place as messages call it: without user, password and query.</summary>
    public string Name { get; }

    /// <summary>Full path of a folder; empty for other kinds.</summary>
    internal string Folder { get; private init; } = "";

    /// <summary>Address of an HTTP cache without user and password, with its query; null for other kinds.</summary>
    internal Uri? Address { get; private init; }

    /// <summary>"user:password" of an HTTP cache, or null.</summary>
    internal string? Credentials { get; private init; }

    /// <summary>Bucket of an S3 cache; empty for other kinds.</summary>
    internal string Bucket { get; private init; } = "";

    /// <summary>What keys of an S3 cache begin with: empty, or text that ends in '/'.</summary>
    internal string Prefix { get; private init; } = "";

    /// <summary>Reads one value of <c>--cache</c>.</summary>
    /// <param name="text">The value.</param>
    /// <param name="folder">Where relative folders start from.</param>
    /// <exception cref="OptionsException">The value is of no known form. The message does not repeat what may be a password.</exception>
    public static CacheLocation Parse(string text, string folder)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool isReadOnly = text.StartsWith(ReadOnlyPrefix, StringComparison.Ordinal);
        string place = isReadOnly ? text[ReadOnlyPrefix.Length..] : text;
        int scheme = place.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            string path = place.Length > 0 ? Path.GetFullPath(Path.Combine(folder, place)) : throw Fault(text, "names no place");
            return new CacheLocation(CacheKind.Folder, isReadOnly, path) { Folder = path };
        }

        return place[..scheme] switch
        {
            "http" or "https" => Http(text, place, isReadOnly),
            "s3" => S3(text, place[(scheme + 3)..], isReadOnly),
            _ => throw Fault(text, "has an unknown scheme"),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static CacheLocation Http(string text, string place, bool isReadOnly)
    {
        if (!Uri.TryCreate(place, UriKind.Absolute, out Uri? address) || address.Host.Length == 0)
        {
            throw Fault(text, "is no address");
        }

        var bare = new UriBuilder(address) { UserName = "", Password = "", Fragment = "" };
        bare.Path = bare.Path.TrimEnd('/') + "/";
        string name = bare.Uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        return new CacheLocation(CacheKind.Http, isReadOnly, name)
        {
            Address = bare.Uri,
            Credentials = address.UserInfo.Length > 0 ? Uri.UnescapeDataString(address.UserInfo) : null,
        };
    }

    private static CacheLocation S3(string text, string place, bool isReadOnly)
    {
        string[] parts = place.Split('/', 2);
        string prefix = parts.ElementAtOrDefault(1)?.Trim('/') ?? "";
        if (parts[0].Length == 0 || place.AsSpan().ContainsAny("@?#:"))
        {
            throw Fault(text, "is no bucket with a prefix (credentials belong into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, the endpoint into cache.s3_endpoint)");
        }

        return new CacheLocation(CacheKind.S3, isReadOnly, $"s3://{parts[0]}/{prefix}")
        {
            Bucket = parts[0],
            Prefix = prefix.Length > 0 ? prefix + "/" : "",
        };
    }

    private static OptionsException Fault(string text, string fault) => new($"--cache={Redacted(text)} {fault}; expected {Syntax}.");

    /// <summary>The text without what may be a secret: all between "//" and the last '@', and all from '?' on. An unescaped password may
    /// itself hold '/', '?' or '@'.</summary>
    private static string Redacted(string text)
    {
        int start = text.IndexOf("//", StringComparison.Ordinal) + 2;
        int end = text.LastIndexOf('@');
        (string head, string rest) = start >= 2 && end >= start ? (text[..start] + "***", text[end..]) : ("", text);
        int query = rest.IndexOf('?', StringComparison.Ordinal);
        return head + (query < 0 ? rest : rest[..query] + "?***");
    }
}
