using AligNet.Domain;
using AligNet.Numerics.Metrics;
using AligNet.Tests.Golden;

namespace AligNet.Tests.Numerics.Metrics;

public sealed class LogisticRegressionGoldenTests
{
    [Theory]
    [InlineData("10shot")]
    [InlineData("1shot")]
    public void Fit_OfFewExamples_MatchesTheOptimumAndScikitLearn(string name)
    {
        GoldenFixture golden = GoldenFixture.Load("metrics/linear_probe");
        Representations train = Rows(golden, "in_X_train");
        int[] labels = golden.Integers("in_y_train");
        if (name == "1shot")
        {
            int[] rows = golden.Integers("in_one_shot_rows");
            train = train.Select(rows);
            labels = [.. rows.Select(row => labels[row])];
        }

        int classes = golden.Shape($"out_{name}_coef")[0];
        Representations test = Rows(golden, "in_X_test");
        LogisticRegressionFit fit = LogisticRegression.Fit(train, labels, classes, new LogisticRegressionSettings());
        int[] predicted = fit.Classifier.Predict(test);

        Assert.True(fit.Converged);
        golden.Within($"out_{name}_coef", fit.Classifier.Weights);
        golden.Within($"out_{name}_coef_sklearn", fit.Classifier.Weights);
        golden.Within($"out_{name}_intercept", fit.Classifier.Intercepts);
        golden.Within($"out_{name}_proba", fit.Classifier.Probabilities(test));
        golden.WithinScalar($"{name}_objective", fit.Objective);
        golden.WithinScalar($"{name}_accuracy", fit.Classifier.Accuracy(test, golden.Integers("in_y_test")));
        int[] sure = golden.Integers($"out_{name}_sure");
        int[] expected = golden.Integers($"out_{name}_pred");
        Assert.All(Enumerable.Range(0, expected.Length).Where(row => sure[row] == 1), row => Assert.Equal(expected[row], predicted[row]));
    }

    private static Representations Rows(GoldenFixture golden, string array)
    {
        int[] shape = golden.Shape(array);
        return new Representations(golden.Singles(array), shape[0], shape[1]);
    }
}
