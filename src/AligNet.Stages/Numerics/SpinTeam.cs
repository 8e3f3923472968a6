namespace AligNet.Numerics;

/// <summary>A few threads that run the same action on numbered parts over and over with little delay: hand-over takes about a microsecond,
/// where the thread pool takes ten, because waiting threads spin and yield instead of sleeping. Dispose it as soon as the burst is over.</summary>
internal sealed class SpinTeam : IDisposable
{
    private readonly Thread[] _workers;
    private Action<int>? _action;
    private int _generation;
    private int _running;
    private volatile bool _stopping;

    /// <summary>Starts <paramref name="threads"/> − 1 workers; the caller's thread is the other one.</summary>
    public SpinTeam(int threads)
    {
        _workers = new Thread[threads - 1];
        for (int index = 0; index < _workers.Length; index++)
        {
            int part = index + 1;
            _workers[index] = new Thread(() => Work(part)) { IsBackground = true, Name = $"AligNet kernel {part}" };
            _workers[index].Start();
        }
    }

    /// <summary>Number of parts that one run has.</summary>
    public int Parts => _workers.Length + 1;

    /// <summary>Runs <paramref name="action"/> for every part 0 … Parts − 1, part 0 on the caller's thread, and waits for all.
    /// The action must not throw: its arguments are checked before.</summary>
    public void Run(Action<int> action)
    {
        if (_workers.Length > 0)
        {
            _action = action;
            Volatile.Write(ref _running, _workers.Length);
            Interlocked.Increment(ref _generation);
        }

        action(0);
        var wait = default(SpinWait);
        while (Volatile.Read(ref _running) > 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping = true;
        foreach (Thread worker in _workers)
        {
            worker.Join();
        }
    }

    private void Work(int part)
    {
        int seen = 0;
        while (true)
        {
            var wait = default(SpinWait);
            while (Volatile.Read(ref _generation) == seen)
            {
                if (_stopping)
                {
                    return;
                }

                wait.SpinOnce(sleep1Threshold: -1);
            }

            seen++;
            _action!(part);
            Interlocked.Decrement(ref _running);
        }
    }
}
