using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            private bool areComponentsRegistered;

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ThrowIfNotAComponent(tensor, nameof(tensor), name);
                if (!ownBuffers.TryAdd(name, (tensor, persistent)))
                    throw new InvalidOperationException($"A buffer '{name}' is already registered in {GetName()}.");
            }

            public virtual void register_parameter(string name, Parameter param)
            {
                ThrowIfNotAComponent(param, nameof(param), name);
                if (!ownParameters.TryAdd(name, param))
                    throw new InvalidOperationException($"A parameter '{name}' is already registered in {GetName()}.");
            }

            public void add_module(string name, Module module) => register_module(name, module);

            public virtual void register_module(string name, Module submodule)
            {
                ArgumentNullException.ThrowIfNull(name);
                if (submodule is null || submodule.isDisposed)
                {
                    ownModules.Remove(name);
                    return;
                }

                if (name.Length == 0 || name.Contains('.'))
                    throw new ArgumentException($"A module's name must not be empty nor contain a dot, got '{name}'.", nameof(name));
                if (ownModules.ContainsKey(name))
                    throw new InvalidOperationException($"A module '{name}' is already registered in {GetName()}.");

                submodule.RegisterComponents();
                if (submodule == this || submodule.modules().Contains(this))
                    throw new ArgumentException($"{GetName()} cannot hold itself.", nameof(submodule));
                ownModules.Add(name, submodule);
            }

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            public virtual Parameter? get_parameter(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                return ownParameters.TryGetValue(target, out var parameter)
                    ? parameter
                    : InChild(target, (child, rest) => child.get_parameter(rest));
            }

            public virtual Tensor? get_buffer(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                return ownBuffers.TryGetValue(target, out var buffer)
                    ? buffer.Tensor
                    : InChild(target, (child, rest) => child.get_buffer(rest));
            }

            /// <summary>
            /// Registers what the fields hold under the fields' names: modules, parameters, and tensors as persistent
            /// buffers. A name that was registered explicitly stays as it is.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (areComponentsRegistered)
                    return;

                // Said first: two modules whose fields hold each other must not go round for ever.
                areComponentsRegistered = true;
                foreach (var field in ComponentFields(GetType()))
                {
                    var key = field.Name;
                    if (ownModules.ContainsKey(key) || ownParameters.ContainsKey(key) || ownBuffers.ContainsKey(key))
                        continue;

                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(key, module);
                            break;
                        case Parameter parameter:
                            register_parameter(key, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(key, tensor);
                            break;
                    }
                }
            }

            protected void ClearModules() => ownModules.Clear();

            protected void ConditionallyRegisterParameter(string name, Tensor? value)
                => ConditionallyRegisterParameter(name, value as Parameter);

            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                ArgumentNullException.ThrowIfNull(name);
                if (value is null)
                    ownParameters.Remove(name);
                else
                    ownParameters[name] = value;
            }

            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(name);
                if (value is null)
                    ownBuffers.Remove(name);
                else
                    ownBuffers[name] = (value, persistent);
            }

            private static void ThrowIfNotAComponent(Tensor? tensor, string argument, string name)
            {
                ArgumentNullException.ThrowIfNull(name);
                ArgumentNullException.ThrowIfNull(tensor, argument);
                if (tensor.IsInvalid)
                    throw new ArgumentException($"The tensor registered as '{name}' was disposed.", argument);
            }

            private static IEnumerable<FieldInfo> ComponentFields(Type type)
            {
                var seen = new HashSet<string>();
                for (var current = type; current != typeof(Module) && current is not null; current = current.BaseType)
                {
                    const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
                    foreach (var field in current.GetFields(All | BindingFlags.DeclaredOnly))
                    {
                        if (seen.Add(field.Name))
                            yield return field;
                    }
                }
            }

            private T? InChild<T>(string target, Func<Module, string, T?> find)
                where T : class
            {
                var dot = target.IndexOf('.');
                return dot >= 0 && ownModules.TryGetValue(target[..dot], out var child)
                    ? find(child, target[(dot + 1)..])
                    : null;
            }
        }
    }
}
