namespace AligNet.Domain;

/// <summary>Where a long computation reports how far it is. Implementations show rate and time left on a terminal and plain
/// lines elsewhere; they are safe to call from several threads and cheap to call often.</summary>
public interface IStageProgress
{
    /// <summary>Reports the state of the current phase.</summary>
    /// <param name="phase">What is being done, e.g. "epoch" or "decoding"; a new phase restarts rate and time left.</param>
    /// <param name="done">Units finished so far.</param>
    /// <param name="total">Units in all, or 0 when unknown.</param>
    /// <param name="unit">Name of one unit in the plural, e.g. "images".</param>
    /// <param name="detail">A short figure to show beside it, e.g. "loss 0.53", or null.</param>
    void Report(string phase, long done, long total, string unit, string? detail = null);

    /// <summary>Writes one line that stays, e.g. which ONNX provider runs.</summary>
    void Log(string line);
}
