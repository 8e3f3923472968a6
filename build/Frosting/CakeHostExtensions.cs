using System.Reflection;

namespace Cake.Frosting;

/// <summary>Configures a host; each call returns the host it was given.</summary>
public static class CakeHostExtensions
{
    /// <summary>Sets the type of the context that tasks get; it needs a constructor that takes an ICakeContext.</summary>
    public static CakeHost UseContext<TContext>(this CakeHost host)
        where TContext : class, IFrostingContext
    {
        ArgumentNullException.ThrowIfNull(host);
        host.ContextType = typeof(TContext);
        return host;
    }

    /// <summary>Sets what happens before the first task and after the last.</summary>
    public static CakeHost UseLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingLifetime
    {
        ArgumentNullException.ThrowIfNull(host);
        host.LifetimeType = typeof(TLifetime);
        return host;
    }

    /// <summary>Adds the tasks of another assembly.</summary>
    public static CakeHost AddAssembly(this CakeHost host, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(host);
        host.Add(assembly);
        return host;
    }
}
