namespace AligNet.Pipeline;

/// <summary>Says in words how two identities of code differ.</summary>
/// <param name="before">Digest of the one.</param>
/// <param name="now">Digest of the other.</param>
internal delegate string CodeIdentityLookup(string before, string now);
