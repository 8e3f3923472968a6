using Cake.Core;

namespace Cake.Frosting;

/// <summary>What tasks of a build share.</summary>
public interface IFrostingContext : ICakeContext
{
}
