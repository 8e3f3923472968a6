namespace AligNet.Tests.Artifacts.Caching;

/// <summary>What a <see cref="LyingServer"/> does to a request.</summary>
public enum Lie
{
    None,
    WrongBytes,
    LongerBytes,
    EndlessBytes,
    Truncated,
    ShortAnswer,
    Error500,
    Forbidden,
    Stalled,
    StalledInTheMiddle,
    Redirects,
    RedirectsElsewhere,
    RedirectsTo,
    HangsUp,
    NoHttp,
}
