using Cake.Core;

namespace Cake.Frosting;

/// <summary>Base of a task.</summary>
/// <typeparam name="T">Type of the build's context.</typeparam>
public abstract class FrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <summary>Does the work.</summary>
    public virtual void Run(T context)
    {
    }

    /// <summary>Whether the work is to be done at all.</summary>
    public virtual bool ShouldRun(T context) => true;

    /// <summary>Handles a failure of <see cref="Run"/>; overriding it means that the build goes on.</summary>
    public virtual void OnError(Exception exception, T context)
    {
    }

    /// <summary>Called after <see cref="Run"/>, failed or not.</summary>
    public virtual void Finally(T context)
    {
    }

    Task IFrostingTask.RunAsync(ICakeContext context)
    {
        Run((T)context);
        return Task.CompletedTask;
    }

    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun((T)context);

    void IFrostingTask.OnError(Exception exception, ICakeContext context) => OnError(exception, (T)context);

    void IFrostingTask.Finally(ICakeContext context) => Finally((T)context);
}
