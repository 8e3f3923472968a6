namespace AligNet.Stages.Simulate;

/// <summary>An image of the study to be drawn.</summary>
/// <param name="Path">Where it goes, relative to the study's folder, with '/' as separator.</param>
/// <param name="Subordinate">What it shows.</param>
internal readonly record struct StudyImage(string Path, Subordinate Subordinate);
