using Cake.Core;
using Cake.Frosting;

namespace AligNet.EndToEnd.Tests.Frosting;

/// <summary>A context in which the tasks of this assembly note that they were called.</summary>
public sealed class RecordingContext : FrostingContext
{
    public RecordingContext(ICakeContext context)
        : base(context) => Calls.Clear();

    /// <summary>What the last host called, in order.</summary>
    public static List<string> Calls { get; } = [];
}
