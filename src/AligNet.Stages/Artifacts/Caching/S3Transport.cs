using System.IO;
using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using AligNet.Domain;

namespace AligNet.Artifacts.Caching;

/// <summary>A bucket of S3 or of a store that speaks its protocol. Objects past 16 MiB go up in parts.</summary>
internal sealed class S3Transport : ICacheTransport
{
    private const string DefaultRegion = "us-east-1";
    private const long LeastPartBytes = 16 << 20;
    private const int MostParts = 10_000;
    private readonly TimeSpan _abortLimit;
    private readonly AmazonS3Client _client;
    private readonly CacheLocation _location;

    /// <summary>Opens no connection yet.</summary>
    /// <param name="location">An S3 location.</param>
    /// <param name="settings">Endpoint, region and style; what is empty comes from the environment.</param>
    /// <param name="limits">The connection's limit; the others are the caller's.</param>
    /// <param name="credentials">For tests; null takes those of the environment.</param>
    /// <exception cref="OptionsException">There is neither region nor endpoint.</exception>
    public S3Transport(CacheLocation location, S3Settings settings, CacheLimits limits, AWSCredentials? credentials = null)
    {
        (_location, _abortLimit) = (location, limits.Connect);
        var config = new AmazonS3Config
        {
            ForcePathStyle = settings.PathStyle,
            MaxErrorRetry = 0,
            ConnectTimeout = limits.Connect,
            Timeout = Timeout.InfiniteTimeSpan,
            // Content is verified by its SHA-256; other stores do not know the SDK's own checksums.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (settings.Region.Length > 0)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(settings.Region);
        }

        if (settings.Endpoint.Length > 0)
        {
            config.ServiceURL = settings.Endpoint;
            config.AuthenticationRegion = settings.Region.Length > 0 ? settings.Region : DefaultRegion;
        }

        try
        {
            _client = credentials is null ? new AmazonS3Client(config) : new AmazonS3Client(credentials, config);
        }
        catch (AmazonClientException exception)
        {
            throw new OptionsException(
                $"--cache={location.Name}: neither region nor endpoint is known. Set AWS_REGION, or --set cache.s3_region=NAME, or cache.s3_endpoint.", exception);
        }
    }

    /// <inheritdoc/>
    public string Name => _location.Name;

    /// <inheritdoc/>
    public async Task<Stream?> Read(string name, CancellationToken cancellation)
    {
        GetObjectResponse? response = await Call(
            () => _client.GetObjectAsync(new GetObjectRequest { BucketName = _location.Bucket, Key = _location.Prefix + name }, cancellation), cancellation);
        return response?.ResponseStream;
    }

    /// <inheritdoc/>
    public async Task<bool> Has(string name, long bytes, CancellationToken cancellation)
    {
        GetObjectMetadataResponse? response = await Call(
            () => _client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = _location.Bucket, Key = _location.Prefix + name }, cancellation), cancellation);
        return response is not null && response.ContentLength == bytes;
    }

    /// <inheritdoc/>
    public async Task Write(string name, Stream content, CancellationToken cancellation)
    {
        // Bodies are sent as they are: few other stores undo the chunks that the SDK would send by default.
        string key = _location.Prefix + name;
        _ = await Call<object>(
            async () => content.Length <= LeastPartBytes
                ? await _client.PutObjectAsync(
                    new PutObjectRequest { BucketName = _location.Bucket, Key = key, InputStream = content, AutoCloseStream = false, UseChunkEncoding = false }, cancellation)
                : await WriteParts(key, content, cancellation),
            cancellation) ?? throw new CacheFaultException("answered 404");
    }

    private async Task<object> WriteParts(string key, Stream content, CancellationToken cancellation)
    {
        long partBytes = Math.Max(LeastPartBytes, (content.Length + MostParts - 1) / MostParts);
        string upload = (await _client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = _location.Bucket, Key = key }, cancellation)).UploadId;
        try
        {
            List<PartETag> parts = [];
            for (long start = 0; start < content.Length; start += partBytes)
            {
                content.Position = start;
                UploadPartResponse part = await _client.UploadPartAsync(
                    new UploadPartRequest
                    {
                        BucketName = _location.Bucket, Key = key, UploadId = upload, PartNumber = parts.Count + 1, UseChunkEncoding = false,
                        InputStream = content, PartSize = Math.Min(partBytes, content.Length - start), IsLastPart = start + partBytes >= content.Length,
                    },
                    cancellation);
                parts.Add(new PartETag(parts.Count + 1, part.ETag));
            }

            return await _client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = _location.Bucket, Key = key, UploadId = upload, PartETags = parts }, cancellation);
        }
        catch
        {
            // Parts that nobody completes are kept, and paid for. The failure itself is told by the caller; this one would add nothing to it.
            using var brief = new CancellationTokenSource(_abortLimit);
            await _client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = _location.Bucket, Key = key, UploadId = upload }, brief.Token)
                .ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>One call, in the words of this folder.</summary>
    /// <returns>Null when there is no such object.</returns>
    private static async Task<T?> Call<T>(Func<Task<T>> call, CancellationToken cancellation)
        where T : class
    {
        try
        {
            // Looking for credentials does not heed the token.
            return await call().WaitAsync(cancellation);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound && exception.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.Forbidden)
        {
            throw new CacheFaultException("refuses access (answered 403; a role without s3:ListBucket gets that for missing objects too)");
        }
        catch (AmazonServiceException exception)
        {
            throw new CacheFaultException(exception.StatusCode == 0 ? "cannot be connected to, or broke off" : $"answered {(int)exception.StatusCode}");
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException or System.Xml.XmlException)
        {
            // What the SDK throws when a server's answer is not as it expects, such as a redirect to no address.
            throw new CacheFaultException("gave no readable answer");
        }
        catch (AmazonClientException)
        {
            throw new CacheFaultException("has no credentials to be spoken to with (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, …), or gave no readable answer");
        }
    }
}
