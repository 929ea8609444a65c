using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Tests.Arguments.Samples;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Tests.Arguments;

/// <summary>Makes an object of any public type of compat/TorchSharp, by its constructors or by a method that returns one.</summary>
internal static class Instances
{
    private static readonly Assembly Compat = typeof(torch).Assembly;

    private static readonly Dictionary<Type, Func<Surroundings, object?>?> Known = new()
    {
        [typeof(Optimizer)] = _ => torch.optim.SGD([new Parameter(ones(4, 4))], 0.1, momentum: 0.9),
        [typeof(OptimizerHelper)] = _ => torch.optim.Adam([new Parameter(ones(4, 4))], amsgrad: true),
        [typeof(Adam)] = _ => torch.optim.Adam([new Parameter(ones(4, 4))]),
        [typeof(Adam.Options)] = _ => torch.optim.Adam([new Parameter(ones(4, 4))]).state_dict().Options[0],
        [typeof(Adam.ParamGroup)] = _ => GroupOf<Adam.ParamGroup>(group => torch.optim.Adam([group])),
        [typeof(AdamW.Options)] = _ => torch.optim.AdamW([new Parameter(ones(4, 4))]).state_dict().Options[0],
        [typeof(AdamW.ParamGroup)] = _ => GroupOf<AdamW.ParamGroup>(group => torch.optim.AdamW([group])),
        [typeof(SGD.Options)] = _ => torch.optim.SGD([new Parameter(ones(4, 4))], 0.1).state_dict().Options[0],
        [typeof(SGD.ParamGroup)] = _ => GroupOf<SGD.ParamGroup>(group => torch.optim.SGD([group], 0.1)),
        [typeof(Optimizer.StateDictionary)] = _ => torch.optim.SGD([new Parameter(ones(4, 4))], 0.1).state_dict(),
        [typeof(OptimizerState)] = _ => new SGD.State(new Parameter(ones(4, 4))),
        [typeof(lr_scheduler.LRScheduler)] = _ => lr_scheduler.ExponentialLR(torch.optim.SGD([new Parameter(ones(4, 4))], 0.1)),
        [typeof(Embedding)] = _ => torch.nn.Embedding(4, 4),
        [typeof(torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor>)] = _ => torch.nn.MSELoss(),
        [typeof(torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor>)] = _ => new Sum3(),
        [typeof(torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor>)] = _ => new Sum4(),
        [typeof(torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor>)] = _ => new Sum5(),
        [typeof(torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor>)] = _ => new Sum6(),
        [typeof(Utils.TensorAccessor<float>)] = surroundings => TensorSpecimens.Right(surroundings).to(ScalarType.Float32).data<float>(),
        [typeof(torch.nn.Module)] = _ => torch.nn.Linear(4, 4),
        [typeof(Generator)] = _ => new Generator(1),
        [typeof(DisposeScope)] = _ => NewDisposeScope(),
    };

    /// <summary>Null where nothing public makes one.</summary>
    internal static object? Make(Type type, Surroundings surroundings)
    {
        if (!Known.TryGetValue(type, out var make))
        {
            Known[type] = null; // What needs itself to be made cannot be made.
            Known[type] = make = Known.FirstOrDefault(known => known.Value is not null && known.Key.IsAssignableTo(type)).Value ?? Find(type);
        }
        return make?.Invoke(surroundings);
    }

    private static T GroupOf<T>(Func<T, Optimizer> optimizer)
        where T : ParamGroup, new()
    {
        var group = new T { Parameters = [new Parameter(ones(4, 4))] };
        optimizer(group);
        return group;
    }

    private static Func<Surroundings, object?>? Find(Type type)
    {
        foreach (var maker in Makers(type))
        {
            try
            {
                var invoke = Invocation.Of(maker);
                var parameters = maker.GetParameters();
                object?[] Arguments(Surroundings surroundings) => [.. parameters.Select(parameter => Specimens.Right(parameter.ParameterType, parameter.Name!, surroundings))];
                if (invoke(Arguments(Surroundings.Matrix)) is not null)
                    return surroundings => invoke(Arguments(surroundings));
            }
            catch (Exception e) when (Outcome.IsAllowed(e))
            {
                // Another one may take what is right for most.
            }
        }
        return null;
    }

    private static IEnumerable<MethodBase> Makers(Type type)
    {
        foreach (var concrete in Compat.GetExportedTypes().Select(Closed).OfType<Type>().Where(candidate => candidate.IsAssignableTo(type) && candidate != typeof(Sequential)))
        {
            foreach (var constructor in concrete.IsAbstract ? [] : concrete.GetConstructors())
                yield return constructor;
        }
        foreach (var method in Compat.GetExportedTypes().Where(owner => !owner.ContainsGenericParameters).SelectMany(owner => owner.GetMethods(BindingFlags.Public | BindingFlags.Static)))
        {
            if (!method.ContainsGenericParameters && method.ReturnType.IsAssignableTo(type))
                yield return method;
        }
    }

    /// <summary>The type itself; of a generic one the construction that some concrete type derives from, or one that its constraints allow.</summary>
    internal static Type? Closed(Type type)
    {
        if (!type.IsGenericTypeDefinition)
            return type;
        if (type.DeclaringType is { IsGenericTypeDefinition: true } outer)
            return Closed(outer) is { } closedOuter ? type.MakeGenericType(closedOuter.GetGenericArguments()) : null;
        return Bases(typeof(Linear)).Concat(Bases(typeof(SGD.ParamGroup))).FirstOrDefault(closed => closed.IsGenericType && closed.GetGenericTypeDefinition() == type)
            ?? Specimens.Close(type.GetGenericArguments().Length, type.MakeGenericType);
    }

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            yield return current;
    }
}
