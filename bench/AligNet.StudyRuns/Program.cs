using AligNet.StudyRuns;

// Runs the simulated study end to end in one process and prints what it shows.
// Arguments: name=value pairs; "seed", "threads", and any field of StudySettings' option records as "simulate.ImageSize=48".
var settings = StudySettings.Parse(args);
foreach (ulong seed in settings.Seeds)
{
    new StudyRun(settings, seed).Execute();
}
