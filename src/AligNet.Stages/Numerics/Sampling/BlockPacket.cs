using AligNet.Domain;
namespace AligNet.Numerics.Sampling;

/// <summary>How many images of a group go into a block together.</summary>
internal static class BlockPacket
{
    // A block should have so many times the triplets that are drawn from it, so that few draws repeat.
    private const double Plenty = 4;

    /// <summary>The smallest packet, for the most groups in a block, that gives plenty of triplets; else the one that gives most.</summary>
    public static int Size(TripletSamplerSettings settings)
    {
        int images = settings.BlockImages;
        (int smallest, int largest) = settings.Sampling switch
        {
            TripletSampling.Random => (images, images),
            TripletSampling.BetweenClass => (1, 1),
            TripletSampling.WithinClass => (Math.Min(6, images), images),
            _ => (Math.Clamp(images / 2, 2, 4), Math.Max(2, images / 2)),
        };
        int packet = smallest;
        while (packet < largest && Possible(settings.Sampling, images, packet) < Plenty * settings.BlockTriplets)
        {
            packet++;
        }

        return packet;
    }

    /// <summary>Triplets of a block of full packets, each of another group.</summary>
    private static double Possible(TripletSampling sampling, double images, double packet)
    {
        double pairs = images / packet * packet * (packet - 1) / 2;
        return sampling == TripletSampling.WithinClass ? pairs * (packet - 2) / 3 : pairs * (images - packet);
    }
}
