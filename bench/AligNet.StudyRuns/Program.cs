using System.Diagnostics;
using System.IO;
using AligNet.Domain;
using AligNet.Stages.Simulate;

string folder = args[0];
var clock = Stopwatch.StartNew();
SimulatedStudyWriter.Write(folder, new SimulateOptions(), ulong.Parse(args[1]), NoProgress.Instance);
Console.WriteLine($"simulate {clock.Elapsed.TotalSeconds:F1} s");

// Contact sheet: one row a basic category, one column a subordinate
var options = new SimulateOptions();
ConceptWorld world = ConceptWorld.Create(options, ulong.Parse(args[1]));
var artist = new ProceduralImages(world, options);
int n = options.ImageSize, per = options.SubordinatesPerBasic;
byte[] sheet = new byte[world.Basics.Count * n * per * n * 3];
foreach (Subordinate s in world.Subordinates)
{
    byte[] image = artist.Draw(s.Index, new AligNet.Numerics.Pcg32((ulong)s.Index));
    (int row, int column) = Math.DivRem(s.Index, per);
    for (int y = 0; y < n; y++)
    {
        image.AsSpan(y * n * 3, n * 3).CopyTo(sheet.AsSpan((((row * n) + y) * per * n * 3) + (column * n * 3)));
    }
}

File.WriteAllBytes(Path.Combine(folder, "contact.png"), PngEncoder.Encode(sheet, per * n, world.Basics.Count * n));
