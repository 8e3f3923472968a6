using Cake.Core;

namespace Cake.Frosting;

/// <summary>What the host calls on a task, whatever the type of its context.</summary>
public interface IFrostingTask
{
    /// <summary>Does the work.</summary>
    Task RunAsync(ICakeContext context);

    /// <summary>Whether the work is to be done at all; when not, the engine reports the task as skipped.</summary>
    bool ShouldRun(ICakeContext context);

    /// <summary>Called when <see cref="RunAsync"/> failed and the task has its own error handling.</summary>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Called after <see cref="RunAsync"/>, failed or not.</summary>
    void Finally(ICakeContext context);
}
