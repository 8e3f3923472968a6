using System.Globalization;

namespace AligNet.Artifacts.Caching;

/// <summary>How long one object may take: each sign of life grants another idle limit, up to the total one.</summary>
internal sealed class Patience : IDisposable
{
    private readonly CacheLimits _limits;
    private readonly CancellationToken _user;
    private readonly CancellationTokenSource _total;
    private readonly CancellationTokenSource _idle;

    /// <summary>Starts both limits.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="user">Set when the user wants to stop.</param>
    public Patience(CacheLimits limits, CancellationToken user)
    {
        (_limits, _user) = (limits, user);
        _total = new CancellationTokenSource(limits.Total);
        _idle = CancellationTokenSource.CreateLinkedTokenSource(user, _total.Token);
        Renew();
    }

    /// <summary>Set once a limit has passed, or the user wants to stop.</summary>
    public CancellationToken Token => _idle.Token;

    /// <summary>Whether it was the user who stopped.</summary>
    public bool IsUserStop => _user.IsCancellationRequested;

    /// <summary>What happened when the token was set without the user.</summary>
    public string Words => _total.IsCancellationRequested ? $"took longer than {Seconds(_limits.Total)} s for one object"
        : _idle.IsCancellationRequested ? $"gave no sign of life for {Seconds(_limits.Idle)} s"
        : $"could not be connected to within {Seconds(_limits.Connect)} s";

    /// <summary>Grants another idle limit: bytes have moved.</summary>
    public void Renew() => _idle.CancelAfter(_limits.Idle);

    /// <inheritdoc/>
    public void Dispose()
    {
        _idle.Dispose();
        _total.Dispose();
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
