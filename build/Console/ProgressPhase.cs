using System.Globalization;

namespace AligNet.Build.Console;

/// <summary>One phase of a stage: how far it is, how fast it goes and how long it still takes.</summary>
/// <remarks>The rate is that of the last 30 seconds, so that a slow start or a resumed run does not spoil the time left.</remarks>
internal sealed class ProgressPhase(string name, string unit, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(250);

    private readonly Queue<(long Time, long Done)> _samples = new();
    private readonly long _start = clock.GetTimestamp();
    private long _lastSample;
    private long _done;
    private long _total;
    private string? _detail;

    public string Name => name;

    public TimeSpan Elapsed => clock.GetElapsedTime(_start);

    public bool Complete => _total > 0 && _done >= _total;

    public void Update(long done, long total, string? detail)
    {
        (_done, _total, _detail) = (done, total, detail);
        long now = clock.GetTimestamp();
        if (_samples.Count > 0 && clock.GetElapsedTime(_lastSample, now) < Spacing)
        {
            return;
        }

        _samples.Enqueue((now, done));
        _lastSample = now;
        while (_samples.Count > 2 && clock.GetElapsedTime(_samples.Peek().Time, now) > Window)
        {
            _samples.Dequeue();
        }
    }

    /// <summary>"decoding 1,024/10,000 images, 512 images/s, 18 s left, loss 0.53", without the parts that are not known.</summary>
    /// <param name="ended">Whether the phase is over, all its units done or not: then it tells how long it took.</param>
    public string Describe(bool ended)
    {
        string count = _total > 0 ? $"{_done:N0}/{_total:N0}" : $"{_done:N0}";
        double rate = Rate();
        string?[] parts =
        [
            $"{name} {count} {unit}",
            rate > 0 ? RateText(rate) : null,
            ended ? StageLine.Duration(Elapsed) : rate > 0 && _total > 0 ? $"{StageLine.Duration(TimeSpan.FromSeconds((_total - _done) / rate))} left" : null,
            _detail,
        ];
        return string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part)));
    }

    private string RateText(double perSecond) => perSecond switch
    {
        >= 100 => string.Create(CultureInfo.InvariantCulture, $"{perSecond:N0} {unit}/s"),
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.0} {unit}/s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{perSecond * 60:0.0} {unit}/min"),
    };

    private double Rate()
    {
        if (_samples.Count == 0)
        {
            return 0;
        }

        (long time, long done) = _samples.Peek();
        double seconds = clock.GetElapsedTime(time).TotalSeconds;
        return seconds > 0 ? (_done - done) / seconds : 0;
    }
}
