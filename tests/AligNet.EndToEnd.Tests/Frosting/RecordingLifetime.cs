using Cake.Core;
using Cake.Frosting;

namespace AligNet.EndToEnd.Tests.Frosting;

public sealed class RecordingLifetime : FrostingLifetime<RecordingContext>
{
    public override void Setup(RecordingContext context, ISetupContext info) => RecordingContext.Calls.Add("setup");

    public override void Teardown(RecordingContext context, ITeardownContext info) =>
        RecordingContext.Calls.Add(info.Successful ? "teardown" : $"teardown after {info.ThrownException.Message}");
}
