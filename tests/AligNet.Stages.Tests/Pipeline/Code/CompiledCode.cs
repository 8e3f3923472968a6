using System.IO;
using AligNet.Pipeline.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace AligNet.Tests.Pipeline.Code;

/// <summary>Compiles a few lines and gives the identity of the type "Stage" in them.</summary>
internal sealed class CompiledCode : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _count;

    public CodeIdentity IdentityOf(string source, string? deps = null)
    {
        string folder = Path.Combine(_folder.Path, (_count++).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, "Toy.dll");
        MetadataReference[] references =
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(file) is "netstandard.dll" or "Parquet.dll" or "Tomlyn.dll")
                .Select(file => MetadataReference.CreateFromFile(file)),
        ];
        var compilation = CSharpCompilation.Create(
            "Toy",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest), cancellationToken: TestContext.Current.CancellationToken)],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, deterministic: true));
        EmitResult result = compilation.Emit(path, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        if (deps is not null)
        {
            File.WriteAllText(Path.Combine(folder, "Toy.deps.json"), deps);
        }

        return CodeIdentities.Of([path], "Stage", new PackageVersions(folder, "none"));
    }

    public void Dispose() => _folder.Dispose();
}
