using System.IO;

namespace AligNet.EndToEnd.Tests.Pipeline;

/// <summary>A tiny study that was run to the report, shared by tests that change one thing, see what runs, and put it back.</summary>
public sealed class BuiltStudy : IDisposable
{
    private readonly TinyStudy _study = new();

    public BuiltStudy() => _study.Run();

    public string Artifacts => _study.Artifacts;

    /// <summary>A file or folder of the study's data.</summary>
    public string Data(string name) => Path.Combine(_study.Data, name);

    /// <summary>The profile.</summary>
    public string Profile => _study.Profile;

    /// <summary>Runs to the report; the nodes that ran.</summary>
    public string[] Run(params string[] set) => _study.Run(set);

    /// <summary>The artifact that a node has when nothing is changed.</summary>
    public string ArtifactOf(string node) => _study.RunTo("report").Single(outcome => outcome.Node == node).ArtifactFolder!;

    /// <summary>Changes a file, gives the nodes that ran, and puts the file back, times and all; nothing runs then.</summary>
    /// <param name="name">The file.</param>
    /// <param name="change">The change.</param>
    /// <param name="set">Options.</param>
    public string[] RunWith(string name, Action<string> change, params string[] set)
    {
        string path = Data(name);
        string kept = path + ".kept";
        File.Move(path, kept);
        File.Copy(kept, path);
        try
        {
            change(path);
            return Run(set);
        }
        finally
        {
            File.Move(kept, path, overwrite: true);
            Assert.Empty(Run(set));
        }
    }

    public void Dispose() => _study.Dispose();
}
