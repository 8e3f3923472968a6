using AligNet.Pipeline;
using AligNet.Pipeline.Code;
using AligNet.Stages.Cluster;
using AligNet.Stages.Report;

namespace AligNet.Tests.Pipeline.Code;

/// <summary>A stage's identity changes with the code it can reach, and with nothing else.</summary>
public sealed class CodeIdentityTests : IDisposable
{
    private const string Program = """
        using System; using System.Collections.Generic; using System.Linq; using System.Runtime.InteropServices;
        public interface IShape { double Area(); double Unused(); }
        public sealed class Square : IShape, IComparable<Square>
        {
            public double Area() { return 4; } public double Unused() { return 1; }
            public int CompareTo(Square other) { return 0; }
        }
        public sealed class Circle : IShape { public double Area() { return 3; } public double Unused() { return 2; } }
        public enum Mode { First = 1, Second = 2 }
        public struct Pair { public int Left; public int Right; }
        public static class Depth { public static int One(int x) { return Two(x); } static int Two(int x) { return Three(x); } static int Three(int x) { return x + 5; } }
        public static class Constants { public static readonly byte[] Table = { 1, 2, 3, 4, 5, 6, 7, 8, 9 }; public const int Size = 7; public const int Spare = 8; }
        public static class Generic<T> { public static int Count(IEnumerable<T> items) { return items.Count() + 11; } }
        public static unsafe class Native { [DllImport("libm", EntryPoint = "cos")] public static extern double Cos(double x); }
        public class Base { protected virtual int Hook() { return 21; } public int Call() { return Hook(); } }
        public sealed class Derived : Base { protected override int Hook() { return 22; } }
        public sealed class Other { public int Run() { return 99; } }
        public sealed class Stage
        {
            private readonly int _start = 31;
            public int Spare() { return 41; }
            public IEnumerable<int> Items() { yield return 51; yield return 52; }
            public double Run(IEnumerable<int> input)
            {
                int offset = 61;
                int Local(int x) { return x * 71; }
                int[] moved = input.Select(x => x + offset).Where(x => x > 81).Select(Local).ToArray();
                IShape shape = new Square();
                Mode mode = Mode.Second;
                Pair pair = new Pair { Left = 1, Right = 2 };
                string text = "a text" + mode + pair.Left;
                return moved.Sum() + shape.Area() + Depth.One(1) + Constants.Table[1] + Constants.Size + Generic<int>.Count(moved) + Native.Cos(1)
                    + new Derived().Call() + text.Length + _start + Items().Sum();
            }
        }
        """;

    private readonly CompiledCode _code = new();

    [Theory]
    [InlineData("public int Spare()", "/* a comment */ public int Spare()")]
    [InlineData("int offset = 61;", "int offset   =\n  61;")]
    [InlineData("offset", "renamed")]
    [InlineData("Local", "Renamed")]
    [InlineData("return 41;", "return 42;")]
    [InlineData("return 99;", "return 98;")]
    [InlineData("Spare = 8", "Spare = 9")]
    [InlineData("public double Unused() { return 1; }", "public double Unused() { return 9; }")]
    [InlineData("public double Area() { return 3; }", "public double Area() { return 9; }")]
    [InlineData("public int Spare() {", "public IEnumerable<int> Before(int a) { return Enumerable.Range(0, 3).Select(b => a + b); } public int Spare() {")]
    [InlineData("public sealed class Other {", "public sealed class Other { public Func<int, int> F(int a) { return b => a + b; }")]
    public void WhatCannotChangeAResultDoesNotCount(string before, string after) =>
        Assert.Equal(_code.IdentityOf(Program).Digest, _code.IdentityOf(Edited(before, after)).Digest);

    [Theory]
    [InlineData("return x + 5;", "return x + 6;")]
    [InlineData("x => x > 81", "x => x >= 81")]
    [InlineData("x + offset", "x - offset")]
    [InlineData("int offset = 61", "int offset = 62")]
    [InlineData("x * 71", "x * 72")]
    [InlineData("yield return 52", "yield return 53")]
    [InlineData("8, 9 }", "8, 10 }")]
    [InlineData("Size = 7", "Size = 6")]
    [InlineData("+ 11", "+ 12")]
    [InlineData("\"cos\"", "\"sin\"")]
    [InlineData("\"libm\"", "\"libn\"")]
    [InlineData("\"a text\"", "\"a tekst\"")]
    [InlineData("return 22;", "return 23;")]
    [InlineData("public double Area() { return 4; }", "public double Area() { return 5; }")]
    [InlineData("CompareTo(Square other) { return 0; }", "CompareTo(Square other) { return 1; }")]
    [InlineData("Second = 2", "Third = 3, Second = 2")]
    [InlineData("public int Left; public int Right;", "public int Right; public int Left;")]
    [InlineData("_start = 31", "_start = 32")]
    [InlineData("protected override int Hook() { return 22; }", "")]
    public void WhatTheStageReachesCounts(string before, string after) =>
        Assert.NotEqual(_code.IdentityOf(Program).Digest, _code.IdentityOf(Edited(before, after)).Digest);

    [Fact]
    public void TheMemberThatChangedIsNamed()
    {
        CodeIdentity before = _code.IdentityOf(Program);
        CodeIdentity after = _code.IdentityOf(Edited("return x + 5;", "return x + 6;"));
        Assert.Equal(["changed Depth::Three(Int32)"], after.DifferenceFrom(before));
        Assert.Equal(
            ["changed Stage::Run(System.Collections.Generic.IEnumerable`1<Int32>)"],
            _code.IdentityOf(Edited("x * 71", "x * 72")).DifferenceFrom(before));
    }

    [Fact]
    public void PackagesCountWhereTheyAreReached()
    {
        const string Uses = "public sealed class Stage { public object Run() { return new Tomlyn.TomlSerializerOptions(); } }";
        const string Leaves = "public sealed class Stage { public object Run() { return 1; } }";
        CodeIdentity first = _code.IdentityOf(Uses, Packages("2.0.0", "1.0.0"));
        Assert.Equal("2.0.0", first.Packages["Tomlyn"]);
        Assert.Equal("3.0.0", first.Packages["Tomlyn.Native"]);
        Assert.Equal("1.0.0", first.Packages["Needed"]);
        Assert.Equal(["package Tomlyn 2.0.0 → 2.0.1"], _code.IdentityOf(Uses, Packages("2.0.1", "1.0.0")).DifferenceFrom(first));
        Assert.Equal(["package Needed 1.0.0 → 1.5.0"], _code.IdentityOf(Uses, Packages("2.0.0", "1.5.0")).DifferenceFrom(first));
        Assert.Equal(_code.IdentityOf(Leaves, Packages("2.0.0", "1.0.0")).Digest, _code.IdentityOf(Leaves, Packages("2.0.1", "1.5.0")).Digest);
    }

    [Fact]
    public void TheTextOfAnIdentityGivesItBack()
    {
        CodeIdentity identity = _code.IdentityOf(Program);
        string text = CodeIdentityText.Of(identity);
        CodeIdentity read = Assert.IsType<CodeIdentity>(CodeIdentityText.Parse(text));
        Assert.Equal(identity.Digest, read.Digest);
        Assert.Equal(identity.Members, read.Members);
        Assert.Null(CodeIdentityText.Parse(text.Replace("Depth::One", "Depth::On", StringComparison.Ordinal)));
    }

    [Fact]
    public void StagesReachTheirOwnCodeAndNotEachOthers()
    {
        using var folder = new TemporaryFolder();
        var identities = new CodeIdentities(folder.Path);
        CodeIdentity cluster = identities.Find(identities.DigestOf(new ClusterStage()))!;
        Assert.Contains(cluster.Members.Keys, name => name.StartsWith("AligNet.Numerics.Clustering.", StringComparison.Ordinal));
        Assert.DoesNotContain(cluster.Members.Keys, name => name.StartsWith("AligNet.Stages.Report.", StringComparison.Ordinal));
        Assert.DoesNotContain(cluster.Members.Keys, name => name.StartsWith("AligNet.Pipeline.", StringComparison.Ordinal));
        Assert.DoesNotContain("TorchSharp", cluster.Packages.Keys);
        Assert.Contains("Parquet.Net", cluster.Packages.Keys);
        foreach (StageNode node in StageCatalog.Nodes)
        {
            Assert.Equal(64, identities.DigestOf(node.Stage).Length);
        }

        Assert.Equal(identities.DigestOf(new ReportStage()), new CodeIdentities(folder.Path).DigestOf(new ReportStage()));
    }

    public void Dispose() => _code.Dispose();

    private static string Edited(string before, string after)
    {
        Assert.Contains(before, Program, StringComparison.Ordinal);
        return Program.Replace(before, after, StringComparison.Ordinal);
    }

    private static string Packages(string tomlyn, string needed) => $$"""
        { "targets": { "net": {
            "Toy/1.0.0": { "dependencies": { "Tomlyn": "{{tomlyn}}" }, "runtime": { "Toy.dll": {} } },
            "Tomlyn/{{tomlyn}}": { "dependencies": { "Needed": "{{needed}}" }, "runtime": { "lib/net8.0/Tomlyn.dll": {} } },
            "Needed/{{needed}}": { "runtime": { "lib/net8.0/Needed.dll": {} } },
            "Tomlyn.Native/3.0.0": { },
            "Stranger/1.0.0": { "runtime": { "lib/net8.0/Stranger.dll": {} } } } } }
        """;
}
