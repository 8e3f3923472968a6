using AligNet.Imaging;
using AligNet.Imaging.Corruptions;
using AligNet.Numerics;
using AligNet.Tests.Reference;

namespace AligNet.Tests.Imaging.Corruptions;

public class CorruptionPartsTests
{
    [Fact]
    public void Discs_AllRadii_AreRoundAndOfTheirSize()
    {
        foreach (double scale in new[] { 1, 32 / 224.0, 0.5, 1.7 })
        {
            foreach ((double radius, double rim) in new[] { (3, 0.1), (4, 0.5), (6, 0.5), (8, 0.5), (10, 0.5) })
            {
                Tap[] disc = LensBlur.DiscTaps(radius, rim, scale);
                double spread = disc.Sum(tap => tap.Weight * ((tap.X * tap.X) + (tap.Y * tap.Y)));
                double variance = 2 * Math.Pow(rim * scale, 2);

                // The benchmark's grid cuts the softened rim at radius 8 and 10, where mirroring counts a little of it twice.
                Assert.Equal(1, disc.Sum(tap => (double)tap.Weight), scale == 1 ? 0.02 : 1e-5);
                Assert.All(disc, tap => Assert.Contains(disc, other => (other.X, other.Y) == (-tap.Y, tap.X) && Math.Abs(other.Weight - tap.Weight) < 1e-7));

                // Mean squared distance from a disc's centre: r²/2, and a pixel's own 1/6 once radii are no longer whole.
                Assert.InRange(spread, (0.9 * radius * scale * radius * scale / 2) - 0.2, (1.1 * radius * scale * radius * scale / 2) + variance + 0.4);
            }
        }
    }

    [Fact]
    public void MotionTaps_AtAnAngle_RunOneWayAlongIt()
    {
        Tap[] taps = MotionBlur.Taps(10, 3, 30);

        Assert.Equal(21, taps.Length);
        Assert.Equal(1, taps.Sum(tap => (double)tap.Weight), 1e-6);
        Assert.Equal((0, 0), (taps[0].X, taps[0].Y));
        Assert.All(taps.Zip(taps.Skip(1)), pair => Assert.True(pair.First.Weight > pair.Second.Weight));
        Assert.All(taps.Select((tap, index) => (tap, index)), entry =>
        {
            Assert.InRange(entry.tap.X, (entry.index * Math.Sqrt(0.75)) - 0.5, (entry.index * Math.Sqrt(0.75)) + 0.5);
            Assert.InRange(entry.tap.Y, (entry.index * 0.5) - 0.5, (entry.index * 0.5) + 0.5);
        });
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1.4)]
    [InlineData(8, 1.4)]
    [InlineData(64, 2)]
    public void Plasma_AnySide_MatchesPointByPoint(int side, double decay)
    {
        double[] expected = [.. ReferenceCorruptions.Plasma(side, decay, new Pcg32(7)).Cast<double>()];
        (double low, double high) = (expected.Min(), expected.Max());
        float[] actual = PlasmaFractal.Create(side, decay, new Pcg32(7));

        Assert.All(expected.Zip(actual), pair => Assert.Equal(high > low ? (pair.First - low) / (high - low) : 0, pair.Second, 1e-6));
    }

    [Fact]
    public void Zoom_LinearRamp_IsMagnifiedAboutTheMiddle()
    {
        // Of a linear ramp the interpolation is exact: 15 of 30 columns, whose first and last positions stay first and last of 30.
        float[] ramp = [.. Enumerable.Range(0, 30 * 4).Select(index => (float)(index % 30))];
        float[] zoomed = CentreZoom.Apply(ramp, 30, 4, 2);

        Assert.All(Enumerable.Range(0, 30 * 4), index => Assert.Equal(7 + (index % 30 * 14 / 29.0), zoomed[index], 1e-5));
        Assert.Equal(ramp, CentreZoom.Apply(ramp, 30, 4, 1));
    }

    [Theory]
    [InlineData(32, 32)]
    [InlineData(90, 31)]
    [InlineData(223, 400)]
    [InlineData(224, 224)]
    [InlineData(301, 260)]
    public void Fit_LayerOfASmallImage_IsTheWeightedSumOverBothAxes(int width, int height)
    {
        var canvas = LayerCanvas.Of(new RgbImage(width, height, new byte[width * height * 3]));
        var random = new Pcg32(3);
        float[] layer = [.. Enumerable.Range(0, canvas.Pixels).Select(_ => (float)random.NextDouble())];
        float[] fitted = canvas.Fit(layer, width, height);

        Assert.True(canvas.Width >= 224 && canvas.Height >= 224);
        double[] expected = ReferenceResampler.Resize(layer, canvas.Width, width, height, ReferenceResampler.Triangle, 1);
        Assert.All(expected.Zip(fitted), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Truncate_ValuesAroundEveryLevel_AreThoseOfOneByOne()
    {
        float[] values =
        [
            -1, -1e-9f, 1.5f, float.MaxValue, float.MinValue,
            .. Enumerable.Range(0, 256).SelectMany(level => new[] { -0.5f, -2e-3f, -5e-4f, 0, 5e-4f, 0.5f }.Select(step => (level + step) / 255f)),
        ];
        float[] expected = [.. values.Select(value => PixelPlanes.ToByte(value) / 255f)];

        PixelPlanes.Truncate(values);

        Assert.Equal(expected, values);
    }

    [Fact]
    public void Colours_AllKinds_MatchConversionToHsvAndBack()
    {
        (double Factor, double Offset)[] saturation = [(0.3, 0), (0.1, 0), (2, 0), (5, 0.1), (20, 0.2)];
        byte[] levels = [0, 1, 60, 127, 128, 254, 255];
        byte[] pixels = [.. from red in levels from green in levels from blue in levels from value in new[] { red, green, blue } select value];
        var image = new RgbImage(49, 7, pixels);
        for (int severity = 1; severity <= 5; severity++)
        {
            byte[] brighter = ImageCorruptor.Apply(image, Corruption.Brightness, severity, 0).Pixels;
            byte[] saturated = ImageCorruptor.Apply(image, Corruption.Saturate, severity, 0).Pixels;
            for (int index = 0; index < pixels.Length; index += 3)
            {
                (double hue, double chroma, double value) = ReferenceCorruptions.ToHsv(pixels[index] / 255.0, pixels[index + 1] / 255.0, pixels[index + 2] / 255.0);
                Same(ReferenceCorruptions.FromHsv(hue, chroma, Math.Min(1, value + (0.1 * severity))), brighter.AsSpan(index, 3));
                (double factor, double offset) = saturation[severity - 1];
                Same(ReferenceCorruptions.FromHsv(hue, Math.Min(1, (chroma * factor) + offset), value), saturated.AsSpan(index, 3));
            }
        }

        // Truncated to 8 bits: the exact value lies from the byte to one level above it, up to rounding.
        static void Same((double Red, double Green, double Blue) expected, ReadOnlySpan<byte> actual)
        {
            Assert.InRange(expected.Red * 255, actual[0] - 2e-3, actual[0] + 1.0);
            Assert.InRange(expected.Green * 255, actual[1] - 2e-3, actual[1] + 1.0);
            Assert.InRange(expected.Blue * 255, actual[2] - 2e-3, actual[2] + 1.0);
        }
    }

    [Fact]
    public void Glass_Displacement_TakesColoursFromNearby()
    {
        const int Reach = 3;
        byte[] pixels = [.. Enumerable.Range(0, 40 * 30).SelectMany(index => new[] { (byte)(index % 40), (byte)(index / 40), (byte)7 })];
        var image = new RgbImage(40, 30, [.. pixels]);
        GlassBlur.Displace(image, Reach, rounds: 1, new Pcg32(1));

        // Both coordinates are written into the colours. A copy's source may itself have been a copy, so only the mean is near the reach.
        double distance = 0;
        for (int index = 0; index < 40 * 30; index++)
        {
            (int x, int y) = (index % 40, index / 40);
            (int dx, int dy) = (Math.Abs(image.Pixels[index * 3] - x), Math.Abs(image.Pixels[(index * 3) + 1] - y));
            distance += dx + dy;
            Assert.True((x > Reach && y > Reach && x <= 40 - Reach && y <= 30 - Reach) || (dx, dy) == (0, 0), $"({x}, {y}) of the rim changed.");
        }

        Assert.InRange(distance / (34 * 24), Reach * 0.8, Reach * 2.0);
    }

    [Fact]
    public void Distances_RandomMarks_AreThoseOfShortestPaths()
    {
        var random = new Pcg32(2);
        bool[] marked = [.. Enumerable.Range(0, 13 * 11).Select(_ => random.NextInt(25) == 0)];
        double[] expected = ReferenceCorruptions.Distances(marked, 13, 11);

        Assert.Contains(expected, distance => distance > 3);
        Assert.All(expected.Zip(ChamferDistance.To(marked, 13, 11)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.All(ChamferDistance.To(new bool[6], 3, 2), distance => Assert.Equal(float.MaxValue, distance));
    }

    [Fact]
    public void Edges_OfASquare_AreItsOutlineAndWeakOnesNeedAStrongOne()
    {
        byte[] plane = new byte[20 * 20];
        for (int y = 5; y < 15; y++)
        {
            plane.AsSpan((y * 20) + 5, 10).Fill(200);
        }

        bool[] edges = EdgeDetector.Find(plane, 20, 20, 50, 150);
        Assert.Contains(true, edges);
        Assert.All(Enumerable.Range(0, 400).Where(index => edges[index]), index =>
        {
            // Within one pixel of the outline.
            (int x, int y) = (index % 20, index / 20);
            bool isNear = (x is 4 or 5 or 14 or 15 && y is >= 4 and <= 15) || (y is 4 or 5 or 14 or 15 && x is >= 4 and <= 15);
            Assert.True(isNear, $"({x}, {y})");
        });

        // A step of 20 has gradient 80: above the lower limit only.
        Assert.DoesNotContain(true, EdgeDetector.Find([.. plane.Select(value => (byte)(value / 10))], 20, 20, 50, 150));
    }

    [Fact]
    public void Equalised_Values_SpreadOverAllLevels()
    {
        byte[] plane = [.. Enumerable.Range(0, 64).Select(index => (byte)(100 + (index / 16)))];
        Assert.Equal(new byte[] { 0, 85, 170, 255 }, LiquidRelief.Equalised(plane).Distinct().Order());
        Assert.Equal(new byte[] { 9, 9 }, LiquidRelief.Equalised([9, 9]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Noise_OnAPlainImage_HasTheBenchmarksMoments(int level)
    {
        const int Side = 120;
        RgbImage image = SampleImages.Plain(Side, 102, 102, 102);
        var draws = new CorruptionDraws(11);
        double[] counts = [60, 25, 12, 5, 3];
        double[] impulses = [0.03, 0.06, 0.09, 0.17, 0.27];

        // Wide noise is clipped at 0 and 1: the moments of the draws are compared where none is.
        if (level < 1)
        {
            Moments(ValueNoise.Gaussian(image, level, draws), 0.4, 0.08);
        }

        if (level < 2)
        {
            Moments(ValueNoise.Speckle(image, level, draws), 0.4, 0.4 * new[] { 0.15, 0.2 }[level]);
        }

        // Poisson: mean 0.4·c counts of 1/c, white from c counts on.
        double[] chances = [.. Enumerable.Range(0, 400).Select(count => Math.Exp((count * Math.Log(0.4 * counts[level])) - (0.4 * counts[level]) - Enumerable.Range(1, count).Sum(n => Math.Log(n))))];
        double[] values = [.. Enumerable.Range(0, 400).Select(count => Math.Min(1, count / counts[level]))];
        double mean = chances.Zip(values).Sum(pair => pair.First * pair.Second);
        Moments(ValueNoise.Shot(image, level, draws), mean, Math.Sqrt(chances.Zip(values).Sum(pair => pair.First * (pair.Second - mean) * (pair.Second - mean))));

        byte[] impulse = ValueNoise.Impulse(image, level, draws).Pixels;
        double share = impulse.Count(value => value != 102) / (double)impulse.Length;
        Assert.InRange(share / impulses[level], 0.9, 1.1);
        Assert.InRange(impulse.Count(value => value == 255) / (double)impulse.Count(value => value is 0 or 255), 0.45, 0.55);
        Assert.All(impulse, value => Assert.True(value is 0 or 102 or 255));

        static void Moments(RgbImage noisy, double mean, double deviation)
        {
            // Truncation takes half a level on average. 43,200 values: means within 4.5 standard errors, deviations within 3 %.
            double[] found = [.. noisy.Pixels.Select(value => (value + 0.5) / 255)];
            double average = found.Average();
            Assert.InRange(average - mean, (-4.5 * deviation / Math.Sqrt(found.Length)) - 0.002, (4.5 * deviation / Math.Sqrt(found.Length)) + 0.002);
            Assert.InRange(Math.Sqrt(found.Average(value => (value - average) * (value - average))) / deviation, 0.97, 1.03);
        }
    }

    [Fact]
    public void Frost_Texture_HasCrystalsAndGapsAndDiffersByDraw()
    {
        var canvas = new LayerCanvas(224, 224);
        float[] ice = FrostTexture.Create(canvas, new CorruptionDraws(1));

        Assert.All(ice, value => Assert.InRange(value, 0, 1));
        Assert.InRange(ice.Count(value => value < 0.3) / (double)ice.Length, 0.1, 0.7);
        Assert.InRange(ice.Count(value => value > 0.7) / (double)ice.Length, 0.05, 0.5);
        Assert.Equal(ice, FrostTexture.Create(canvas, new CorruptionDraws(1)));
        Assert.NotEqual(ice, FrostTexture.Create(canvas, new CorruptionDraws(2)));
    }

    [Fact]
    public void Canvas_SmallImages_IsTheBenchmarksSizeAndAveragesDown()
    {
        LayerCanvas canvas = LayerCanvas.Of(SampleImages.Noise(32, 64));
        Assert.Equal(new LayerCanvas(224, 448), canvas);
        Assert.Equal(new LayerCanvas(300, 240), LayerCanvas.Of(SampleImages.Noise(300, 240)));

        // A linear layer stays linear but for its edges, where the mean is one-sided.
        float[] layer = [.. Enumerable.Range(0, canvas.Pixels).Select(index => (index % 224) + (1000f * (index / 224)))];
        float[] fitted = canvas.Fit(layer, 32, 64);
        Assert.All(Enumerable.Range(0, 32 * 64).Where(index => index % 32 is > 0 and < 31 && index / 32 is > 0 and < 63), index =>
            Assert.Equal((((index % 32) + 0.5) * 7) - 0.5 + (1000 * ((((index / 32) + 0.5) * 7) - 0.5)), fitted[index], 0.1));
    }

    [Fact]
    public void Elastic_SameDraws_CrumplesMoreFromSeverityThreeOn()
    {
        // Without the random affine map, which changes more than what differs between these severities.
        RgbImage image = SampleImages.Natural(112, 112);
        var random = new Pcg32(1);
        float[][] fields = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, LayerCanvas.Of(image).Pixels).Select(_ => (float)((2 * random.NextDouble()) - 1)).ToArray())];
        double[] change = [.. new[] { 2, 3, 4 }.Select(level => SampleImages.Difference(image, ElasticTransform.Apply(image, level, new double[6], fields[0], fields[1])))];

        Assert.True(0 < change[0] && change[0] < change[1] && change[1] < change[2], string.Join(", ", change));
    }

    [Fact]
    public void Affine_ShiftedPoints_AreMappedBack()
    {
        double[] shifts = [3, -2, 5, 1, -4, 2.5];
        double[] map = ElasticTransform.BackwardMap(224, 224, shifts);
        (double X, double Y)[] points = [(186, 186), (186, 38), (38, 38)];
        for (int point = 0; point < 3; point++)
        {
            (double x, double y) = (points[point].X + shifts[2 * point], points[point].Y + shifts[(2 * point) + 1]);
            Assert.Equal(points[point].X, (map[0] * x) + (map[1] * y) + map[2], 1e-9);
            Assert.Equal(points[point].Y, (map[3] * x) + (map[4] * y) + map[5], 1e-9);
        }
    }
}
