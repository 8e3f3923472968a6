using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;

namespace AligNet.Artifacts.Caching;

/// <summary>An HTTP server that keeps what is PUT under <c>/ac/…</c> and <c>/cas/…</c>: bazel-remote, nginx with WebDAV, and their like.</summary>
internal sealed class HttpTransport : ICacheTransport
{
    private const int MostRedirects = 5;
    private readonly HttpClient _client;
    private readonly Uri _root;
    private readonly AuthenticationHeaderValue? _authorization;

    /// <summary>Opens no connection yet.</summary>
    /// <param name="location">An HTTP location.</param>
    /// <param name="limits">The connection's limit; the others are the caller's.</param>
    public HttpTransport(CacheLocation location, CacheLimits limits)
    {
        (Name, _root) = (location.Name, location.Address!);
        _authorization = location.Credentials is { } credentials ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))) : null;
        _client = new HttpClient(new SocketsHttpHandler
        {
            ConnectTimeout = limits.Connect,
            MaxConnectionsPerServer = limits.Parallel,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ResponseDrainTimeout = TimeSpan.Zero,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async Task<Stream?> Read(string name, CancellationToken cancellation)
    {
        HttpResponseMessage response = await Send(HttpMethod.Get, name, null, cancellation);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            // The stream ends the response when it is disposed of.
            return await response.Content.ReadAsStreamAsync(cancellation);
        }

        response.Dispose();
        return IsAbsent(response) ? null : throw Unexpected(response);
    }

    /// <inheritdoc/>
    public async Task<bool> Has(string name, long bytes, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await Send(HttpMethod.Head, name, null, cancellation);
        return response.IsSuccessStatusCode ? response.Content.Headers.ContentLength is not { } length || length == bytes
            : IsAbsent(response) ? false
            : throw Unexpected(response);
    }

    /// <inheritdoc/>
    public async Task Write(string name, Stream content, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await Send(HttpMethod.Put, name, content, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw Unexpected(response);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static bool IsAbsent(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone;

    private static CacheFaultException Unexpected(HttpResponseMessage response) => new(response.StatusCode switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"refuses access (answered {(int)response.StatusCode})",
        HttpStatusCode.RequestEntityTooLarge => "takes no object of that size (answered 413)",
        _ => $"answered {(int)response.StatusCode}",
    });

    /// <summary>Sends a request. Redirects are followed for GET and HEAD alone, at most five, never from https to http, and without the
    /// password where they lead to another server.</summary>
    private async Task<HttpResponseMessage> Send(HttpMethod method, string name, Stream? content, CancellationToken cancellation)
    {
        Uri target = new UriBuilder(_root) { Path = _root.AbsolutePath + name }.Uri;
        for (int redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(method, target);
            if (content is not null)
            {
                // bazel-remote wants the length before the bytes.
                request.Content = new StreamContent(content, 1 << 17);
                request.Content.Headers.ContentLength = content.Length - content.Position;
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            }

            request.Headers.Authorization = target.GetLeftPart(UriPartial.Authority) == _root.GetLeftPart(UriPartial.Authority) ? _authorization : null;
            HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (method == HttpMethod.Put || (int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            {
                return response;
            }

            response.Dispose();
            Uri next = new(target, location);
            bool isAllowed = next.Scheme == Uri.UriSchemeHttps || (next.Scheme == Uri.UriSchemeHttp && target.Scheme == Uri.UriSchemeHttp);
            target = redirects == MostRedirects ? throw new CacheFaultException($"redirects more than {MostRedirects} times")
                : isAllowed ? next
                : throw new CacheFaultException("redirects to an address that is not followed");
        }
    }
}
