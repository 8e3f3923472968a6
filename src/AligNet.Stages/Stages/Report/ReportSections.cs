using AligNet.Stages.Report.Sections;

namespace AligNet.Stages.Report;

/// <summary>The sections of the report in the order of the page: the answer first, provenance last.</summary>
internal static class ReportSections
{
    /// <summary>The sections.</summary>
    public static IReadOnlyList<IReportSection> All { get; } =
    [
        new AnswerSection(),
        new JudgementsSection(),
        new UncertaintySection(),
        new FewShotSection(),
        new ShiftSection(),
        new HierarchySection(),
        new GeometrySection(),
        new RobustnessSection(),
        new SimilarityMatricesSection(),
        new MapsSection(),
        new DisagreementSection(),
        new DimensionsSection(),
        new ClustersSection(),
        new TrainingSection(),
        new UnavailableSection(),
        new ProvenanceSection(),
    ];
}
