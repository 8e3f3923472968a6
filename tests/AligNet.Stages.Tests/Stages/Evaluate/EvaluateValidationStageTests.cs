using AligNet.Domain;
using AligNet.Stages.Evaluate;

namespace AligNet.Tests.Stages.Evaluate;

public class EvaluateValidationStageTests
{
    [Fact]
    public void Renumbered_AnyTriplets_NameTheSameImagesOnceEach()
    {
        Triplet[] given = [new(40, 7, 90), new(7, 3, 40), new(90, 3, 12)];

        (Triplet[] triplets, int[] images) = EvaluateValidationStage.Renumbered(new LabelledTriplets(given, new float[9]));

        Assert.Equal([40, 7, 90, 3, 12], images);
        Assert.Equal(given, triplets.Select(triplet => new Triplet(images[triplet.First], images[triplet.Second], images[triplet.OddOneOut])));
    }
}
