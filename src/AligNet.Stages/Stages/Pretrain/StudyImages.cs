using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Imaging;

namespace AligNet.Stages.Pretrain;

/// <summary>The simulated study's large image set as pixels; all its images are squares of one size.</summary>
internal static class StudyImages
{
    /// <summary>Opens the images of a table.</summary>
    public static IPixelSource Open(StageContext context, CsvTable images)
    {
        ImageFile[] files = [.. images.Text("path").Select(path => new ImageFile(Path.Combine(context.DataRoot, path), null))];
        DecodedImage first = ImageDecoder.Decode(File.ReadAllBytes(files[0].Path), files[0].Path);
        return new ImagePixels(files, PretrainingRun.Preprocessing(first.Width), context.Threads);
    }
}
