namespace AligNet.Artifacts.Caching;

/// <summary>Where <c>s3://</c> caches are served. What is empty comes from the environment and the files that Amazon's tools read
/// (AWS_ENDPOINT_URL_S3, AWS_REGION, AWS_PROFILE, …); credentials come from there alone.</summary>
public sealed record S3Settings
{
    /// <summary>Address of the server, e.g. "http://minio:9000"; empty for Amazon's own or AWS_ENDPOINT_URL_S3.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>Region, e.g. "eu-central-1"; empty for AWS_REGION, or "us-east-1" where an endpoint is given.</summary>
    public string Region { get; init; } = "";

    /// <summary>Whether the bucket is part of the path (http://host/bucket/key), as most servers other than Amazon's want it.</summary>
    public bool PathStyle { get; init; }
}
