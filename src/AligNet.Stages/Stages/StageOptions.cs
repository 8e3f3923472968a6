using System.Runtime.CompilerServices;

namespace AligNet.Stages;

/// <summary>Base of the options of a stage. Each property hands its value out through <see cref="Read"/>, so that a run records which options it
/// looked at: those alone become part of its fingerprint.</summary>
public abstract record StageOptions : IStageOptions
{
    private Action<string>? _onRead;

    /// <inheritdoc/>
    public abstract IEnumerable<string> Errors();

    /// <summary>These options, reporting the name of every property that is read, through this copy or one made of it.</summary>
    internal StageOptions Observed(Action<string> onRead)
    {
        StageOptions copy = this with { };
        copy._onRead = onRead;
        return copy;
    }

    /// <summary>Hands out the value of a property.</summary>
    /// <param name="value">The value.</param>
    /// <param name="property">The property; given by the compiler.</param>
    protected T Read<T>(T value, [CallerMemberName] string property = "")
    {
        _onRead?.Invoke(property);
        return value;
    }
}
