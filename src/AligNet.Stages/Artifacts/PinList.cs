using System.IO;

namespace AligNet.Artifacts;

/// <summary>Artifacts that collection must not take: lines "fingerprint name" in the store's file <c>.pins</c>.</summary>
/// <param name="root">The store's folder.</param>
public sealed class PinList(string root)
{
    private readonly string _file = Path.Combine(root, ".pins");

    /// <summary>All pinned fingerprints, by the name of what they were pinned for.</summary>
    public IReadOnlyList<(string Fingerprint, string Name)> Pins => File.Exists(_file)
        ? [.. File.ReadAllLines(_file).Select(line => line.Split(' ', 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1]))]
        : [];

    /// <summary>Pins artifacts under a name, in place of what was pinned under it before.</summary>
    public void Pin(string name, IEnumerable<string> fingerprints) => Write([.. Pins.Where(pin => pin.Name != name), .. fingerprints.Distinct().Select(fingerprint => (fingerprint, name))]);

    /// <summary>Unpins what was pinned under a name.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Unpin(string name)
    {
        bool any = Pins.Any(pin => pin.Name == name);
        Write([.. Pins.Where(pin => pin.Name != name)]);
        return any;
    }

    private void Write(IReadOnlyList<(string Fingerprint, string Name)> pins) =>
        DurableFiles.WriteText(_file, string.Concat(pins.Select(pin => $"{pin.Fingerprint} {pin.Name}\n")));
}
