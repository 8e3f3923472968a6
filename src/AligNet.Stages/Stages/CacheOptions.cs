namespace AligNet.Stages;

/// <summary>How long to wait for the caches that the command line names, and where S3 is served. No effect on results; no secrets.</summary>
public sealed record CacheOptions : IStageOptions
{
    /// <summary>Seconds until a connection stands.</summary>
    public double ConnectSeconds { get; init; } = 10;

    /// <summary>Seconds without a sign of life.</summary>
    public double IdleSeconds { get; init; } = 60;

    /// <summary>Seconds for one object.</summary>
    public double TotalSeconds { get; init; } = 3600;

    /// <summary>Failures of reading, or of writing, after which a place is left alone for the rest of the run.</summary>
    public int Failures { get; init; } = 3;

    /// <summary>Objects of one artifact that are on their way at once.</summary>
    public int Parallel { get; init; } = 8;

    /// <summary>Address of the server of <c>s3://</c> caches; empty: Amazon's own, or AWS_ENDPOINT_URL_S3.</summary>
    public string S3Endpoint { get; init; } = "";

    /// <summary>Region; empty: AWS_REGION, or us-east-1 where an endpoint is given.</summary>
    public string S3Region { get; init; } = "";

    /// <summary>Whether the bucket is part of the path.</summary>
    public bool S3PathStyle { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        const double Month = 30 * 24 * 3600;
        (string Name, double Value)[] times = [("connect_seconds", ConnectSeconds), ("idle_seconds", IdleSeconds), ("total_seconds", TotalSeconds)];
        foreach ((string name, double value) in times.Where(time => !(time.Value is > 0 and <= Month)))
        {
            yield return $"{name}: expected seconds above 0, at most {Month}, found {value}.";
        }

        foreach ((string name, int value) in new[] { ("failures", Failures), ("parallel", Parallel) }.Where(count => count.Item2 < 1))
        {
            yield return $"{name}: expected 1 or more, found {value}.";
        }

        if (S3Endpoint.Length > 0 && !(Uri.TryCreate(S3Endpoint, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0))
        {
            yield return "s3_endpoint: expected an address like http://minio:9000, without user or password.";
        }
    }
}
