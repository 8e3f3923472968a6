using Cake.Core;

namespace Cake.Frosting;

/// <summary>Base of a build's setup and teardown.</summary>
/// <typeparam name="TContext">Type of the build's context.</typeparam>
public abstract class FrostingLifetime<TContext> : IFrostingLifetime
    where TContext : ICakeContext
{
    /// <summary>Called before the first task; when it fails, no task runs but teardown does.</summary>
    public abstract void Setup(TContext context, ISetupContext info);

    /// <summary>Called after the last task, failed or not.</summary>
    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingLifetime.Setup(ICakeContext context, ISetupContext info) => Setup((TContext)context, info);

    void IFrostingLifetime.Teardown(ICakeContext context, ITeardownContext info) => Teardown((TContext)context, info);
}
