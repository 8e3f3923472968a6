namespace AligNet.Numerics.Sampling;

/// <summary>Images sorted by group, groups by descending size, so that the groups with at least so many images, and their images,
/// come first.</summary>
internal sealed class ImageGroups
{
    private readonly int[] _images;
    private readonly int[] _groupAt;
    private readonly int[] _starts;

    private ImageGroups(int[] images, int[] groupAt, int[] starts) => (_images, _groupAt, _starts) = (images, groupAt, starts);

    /// <summary>Number of images.</summary>
    public int Count => _images.Length;

    /// <summary>Number of groups, none of them empty.</summary>
    public int Groups => _starts.Length - 1;

    /// <summary>Sorts images into groups.</summary>
    /// <param name="images">Row numbers.</param>
    /// <param name="groups">The group of each; images of a negative group belong to none and are left out.</param>
    /// <param name="minimum">Groups with fewer images are left out.</param>
    public static ImageGroups Of(ReadOnlySpan<int> images, ReadOnlySpan<int> groups, int minimum = 1)
    {
        long[] keys = new long[images.Length];
        int count = 0;
        for (int index = 0; index < images.Length; index++)
        {
            if (groups[index] >= 0)
            {
                keys[count++] = ((long)groups[index] << 32) | (uint)images[index];
            }
        }

        Array.Sort(keys, 0, count);
        var runs = new List<(int Start, int Size)>();
        for (int start = 0, end = 0; start < count; start = end)
        {
            while (end < count && keys[end] >> 32 == keys[start] >> 32)
            {
                end++;
            }

            if (end - start >= minimum)
            {
                runs.Add((start, end - start));
            }
        }

        (int Start, int Size)[] ordered = [.. runs.OrderByDescending(run => run.Size)];
        int[] starts = new int[ordered.Length + 1];
        for (int group = 0; group < ordered.Length; group++)
        {
            starts[group + 1] = starts[group] + ordered[group].Size;
        }

        int[] sorted = new int[starts[^1]], groupAt = new int[starts[^1]];
        for (int position = 0, group = 0; position < sorted.Length; position++)
        {
            group += position == starts[group + 1] ? 1 : 0;
            sorted[position] = (int)keys[ordered[group].Start + position - starts[group]];
            groupAt[position] = group;
        }

        return new ImageGroups(sorted, groupAt, starts);
    }

    /// <summary>Images of a group.</summary>
    public int Size(int group) => _starts[group + 1] - _starts[group];

    /// <summary>Position of a group's first image; of the last group plus one, the number of images.</summary>
    public int Start(int group) => _starts[group];

    /// <summary>Row number of the image at a position.</summary>
    public int Image(int position) => _images[position];

    /// <summary>Group of the image at a position.</summary>
    public int GroupAt(int position) => _groupAt[position];

    /// <summary>How many groups have at least so many images; they are the first ones.</summary>
    public int GroupsOf(int minimum)
    {
        int groups = 0;
        while (groups < Groups && Size(groups) >= minimum)
        {
            groups++;
        }

        return groups;
    }

    /// <summary>The images at some positions as groups of their own.</summary>
    public ImageGroups At(ReadOnlySpan<int> positions)
    {
        int[] images = new int[positions.Length], groups = new int[positions.Length];
        for (int index = 0; index < images.Length; index++)
        {
            (images[index], groups[index]) = (_images[positions[index]], _groupAt[positions[index]]);
        }

        return Of(images, groups);
    }
}
