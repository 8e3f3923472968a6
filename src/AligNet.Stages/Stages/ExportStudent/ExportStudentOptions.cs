namespace AligNet.Stages.ExportStudent;

/// <summary>Options of ExportStudent: none, since the form is that of the checkpoint.</summary>
public sealed record ExportStudentOptions : StageOptions
{
    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => [];
}
