using static TorchSharp.torch;

namespace MinImagen.Lib.Unets;

/// <summary>Names a module's parts as its checkpoints do.</summary>
internal static class ModuleRegistration
{
    /// <summary>Registers a module with its owner under a name, and gives it back.</summary>
    public static T RegisterIn<T>(this T module, nn.Module owner, string name)
        where T : nn.Module
    {
        owner.register_module(name, module);
        return module;
    }
}
