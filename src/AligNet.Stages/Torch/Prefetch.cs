namespace AligNet.Torch;

/// <summary>Prepares the next step's batch while the current one is computed.</summary>
/// <param name="fetch">Makes the batch of a step; a pure function of it, never called twice at once.</param>
internal sealed class Prefetch<T>(Func<int, T> fetch) : IDisposable
{
    private Task<T>? _next;
    private int _nextStep = -1;

    /// <summary>The batch of a step; the one after it is begun.</summary>
    /// <param name="step">The step.</param>
    /// <param name="more">Whether a step follows.</param>
    public T Get(int step, bool more)
    {
        if (_nextStep != step)
        {
            Dispose();
            _next = Task.Run(() => fetch(step));
        }

        T batch = _next!.GetAwaiter().GetResult();
        _nextStep = more ? step + 1 : -1;
        _next = more ? Task.Run(() => fetch(step + 1)) : null;
        return batch;
    }

    /// <summary>Waits until nothing runs any more.</summary>
    public void Dispose()
    {
        // Its fault, if any, belongs to a batch that nobody wants.
        _next?.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        _next = null;
    }
}
