using System.Reflection;

namespace TorchSharp.Tests.Core;

public class OperatorTests
{
    /// <summary>A misspelt operator would only show when it is first called.</summary>
    [Fact]
    public void EveryOperatorNamedHereExistsInLibTorch()
    {
        var missing = new List<string>();
        foreach (var field in typeof(Op).GetFields(BindingFlags.Static | BindingFlags.NonPublic))
        {
            try
            {
                ((Operator)field.GetValue(null)!).Find();
            }
            catch (System.Runtime.InteropServices.ExternalException e)
            {
                missing.Add($"{field.Name}: {e.Message.Split('\n')[0]}");
            }
        }

        Assert.True(missing.Count == 0, string.Join("\n", missing));
    }
}
