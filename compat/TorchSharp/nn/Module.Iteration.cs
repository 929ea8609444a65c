using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual IEnumerable<Parameter> parameters(bool recurse = true)
                => named_parameters(recurse).Select(entry => entry.parameter);

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
                => Distinct(
                    ownParameters.Select(entry => (entry.Key, entry.Value)),
                    recurse,
                    child => child.named_parameters(true));

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true)
                => named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
                => Distinct(
                    ownBuffers
                        .Where(entry => include_nonpersistent || entry.Value.Persistent)
                        .Select(entry => (entry.Key, entry.Value.Tensor)),
                    recurse,
                    child => child.named_buffers(true, include_nonpersistent));

            public virtual IEnumerable<Module> children() => named_children().Select(entry => entry.module);

            public virtual IEnumerable<(string name, Module module)> named_children()
                => ownModules.Select(entry => (entry.Key, entry.Value));

            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            /// <summary>All descendants, without this module itself: the children first, then what each of them holds.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
                => named_children().Concat(
                    from child in named_children()
                    from entry in child.module.named_modules()
                    select ($"{child.name}.{entry.name}", entry.module));

            /// <summary>
            /// This module's own entries, then its children's under their names; a tensor that several modules share
            /// comes once, and one that was disposed not at all.
            /// </summary>
            private IEnumerable<(string, T)> Distinct<T>(
                IEnumerable<(string Name, T Tensor)> own, bool recurse, Func<Module, IEnumerable<(string Name, T Tensor)>> ofChild)
                where T : Tensor
            {
                var all = recurse
                    ? own.Concat(
                        from child in named_children()
                        from entry in ofChild(child.module)
                        select ($"{child.name}.{entry.Name}", entry.Tensor))
                    : own;

                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach (var (name, tensor) in all)
                {
                    if (!tensor.IsInvalid && seen.Add(tensor))
                        yield return (name, tensor);
                }
            }
        }
    }
}
