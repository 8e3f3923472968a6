using System.IO;
using System.Net.Http;

namespace AligNet.Artifacts.Caching;

/// <summary>A place failed. Never leaves this folder: it costs a miss or an unsaved entry.</summary>
/// <param name="message">What the place did, to follow its name: "answered 500". Holds nothing that the place itself said but numbers.</param>
internal sealed class CacheFaultException(string message) : Exception(message)
{
    /// <summary>A failure in words that hold no secret, or null when it is none of a place's: a fault of the code, or the user's wish to stop.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="patience">The limits that the call was under.</param>
    public static string? Words(Exception exception, Patience patience) => exception switch
    {
        CacheFaultException fault => fault.Message,
        OperationCanceledException => patience.IsUserStop ? null : patience.Words,
        HttpRequestException failure => Words(failure.HttpRequestError, failure),
        HttpIOException failure => Words(failure.HttpRequestError, failure),
        TimeoutException => patience.Words,
        IOException or UnauthorizedAccessException => exception.Message,
        _ => null,
    };

    private static string Words(HttpRequestError error, Exception exception) => error switch
    {
        HttpRequestError.NameResolutionError => "has a name that cannot be resolved",
        HttpRequestError.ConnectionError => "cannot be connected to",
        HttpRequestError.SecureConnectionError => "cannot be connected to securely (TLS)",
        HttpRequestError.ResponseEnded => "broke off in the middle of its answer",
        HttpRequestError.ProxyTunnelError => "cannot be reached through the proxy",
        HttpRequestError.Unknown when exception.InnerException is IOException => "broke off the connection",
        _ => $"failed ({error})",
    };
}
