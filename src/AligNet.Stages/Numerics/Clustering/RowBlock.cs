namespace AligNet.Numerics.Clustering;

/// <summary>Work on one block of consecutive centred rows.</summary>
/// <param name="segment">Which segment of the rows the block belongs to; a segment's blocks come one after the other.</param>
/// <param name="firstRow">Row number of the block's first row.</param>
/// <param name="count">Rows of the block.</param>
/// <param name="values">Row-major; rows after <paramref name="count"/> are padding.</param>
internal delegate void RowBlock(int segment, int firstRow, int count, ReadOnlySpan<float> values);
