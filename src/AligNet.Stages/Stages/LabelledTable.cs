using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Stages;

/// <summary>Labelled triplets as a table: row numbers of the images (odd one last), the teacher's similarities s_01, s_02, s_12, its
/// probabilities p_01, p_02, p_12 that the pair is the similar one, and the split ("train" or "validation").</summary>
public static class LabelledTable
{
    /// <summary>Reads the triplets of a split, streaming over row groups.</summary>
    /// <exception cref="ArtifactException">The file cannot be read.</exception>
    public static LabelledTriplets Read(string path, string split)
    {
        List<Triplet> triplets = [];
        List<float> similarities = [];
        foreach (Table group in ParquetTable.ReadGroups(path))
        {
            string[] splits = group.Get<string>("split");
            (int[] first, int[] second, int[] third) = (group.Get<int>("image_0"), group.Get<int>("image_1"), group.Get<int>("image_2"));
            (float[] s01, float[] s02, float[] s12) = (group.Get<float>("s_01"), group.Get<float>("s_02"), group.Get<float>("s_12"));
            for (int row = 0; row < group.Rows; row++)
            {
                if (splits[row] == split)
                {
                    triplets.Add(new Triplet(first[row], second[row], third[row]));
                    similarities.Add(s01[row]);
                    similarities.Add(s02[row]);
                    similarities.Add(s12[row]);
                }
            }
        }

        return new LabelledTriplets([.. triplets], [.. similarities]);
    }
}
