using System.IO;
using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using AligNet.Domain;

namespace AligNet.Artifacts.Caching;

/// <summary>A bucket of S3 or of a store that speaks its protocol. Objects past 16 MiB go up in parts.</summary>
internal sealed class S3Transport : ICacheTransport
{
    private const string DefaultRegion = "us-east-1";
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
        _location = location;
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
        using var transfer = new TransferUtility(_client);
        var request = new TransferUtilityUploadRequest
        {
            BucketName = _location.Bucket, Key = _location.Prefix + name, InputStream = content, AutoCloseStream = false, AutoResetStreamPosition = false,
        };
        _ = await Call(
            async () =>
            {
                await transfer.UploadAsync(request, cancellation);
                return transfer;
            },
            cancellation) ?? throw new CacheFaultException("has no such bucket");
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
        catch (AmazonClientException)
        {
            throw new CacheFaultException("has no credentials to be spoken to with (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, …), or gave no readable answer");
        }
    }
}
