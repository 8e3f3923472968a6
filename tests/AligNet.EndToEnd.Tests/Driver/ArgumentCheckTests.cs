using AligNet.Build;
using AligNet.Domain;
using Cake.Core;

namespace AligNet.EndToEnd.Tests.Driver;

public class ArgumentCheckTests
{
    [Theory]
    [InlineData("set", "cluster.k=4")]
    [InlineData("profile", "imagenet-mini")]
    [InlineData("verify", "true")]
    [InlineData("filter", "Golden")]
    [InlineData("seed", "18446744073709551615")]
    [InlineData("settings_showprocesscommandline", "true")]
    public void Check_KnownOption_IsAccepted(string name, string value) => ArgumentCheck.Check(Arguments(name, value));

    [Theory]
    [InlineData("porfile", "x", "There is no option --porfile. Did you mean '--profile'?")]
    [InlineData("rows", "many", "--rows=many: expected a whole number, 0 or more.")]
    [InlineData("seed", "-1", "--seed=-1: expected a whole number, 0 or more.")]
    [InlineData("verify", "yes", "--verify takes no value, found 'yes'.")]
    [InlineData("set", "true", "--set needs a value: --set=KEY=VALUE")]
    public void Check_UnusableOption_IsRefusedWithWhatToDo(string name, string value, string message) =>
        Assert.StartsWith(message, Assert.Throws<OptionsException>(() => ArgumentCheck.Check(Arguments(name, value))).Message, StringComparison.Ordinal);

    private static CakeArguments Arguments(string name, string value) => new(new[] { (name, value) }.ToLookup(pair => pair.name, pair => pair.value));
}
