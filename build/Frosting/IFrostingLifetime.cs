using Cake.Core;

namespace Cake.Frosting;

/// <summary>What happens before the first task and after the last, whatever the type of the context.</summary>
public interface IFrostingLifetime
{
    /// <summary>Called before the first task.</summary>
    void Setup(ICakeContext context, ISetupContext info);

    /// <summary>Called after the last task, failed or not.</summary>
    void Teardown(ICakeContext context, ITeardownContext info);
}
