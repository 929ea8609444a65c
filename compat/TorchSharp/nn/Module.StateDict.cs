namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>
            /// Parameters and persistent buffers by their full names, in PyTorch's order: a module's parameters, its
            /// buffers, then its children. The tensors are the module's own, not copies.
            /// </summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                foreach (var (key, parameter) in named_parameters(recurse: false))
                    destination.TryAdd(Join(prefix, key), parameter);
                foreach (var (key, buffer) in named_buffers(recurse: false, include_nonpersistent: false))
                    destination.TryAdd(Join(prefix, key), buffer);
                foreach (var (key, child) in named_children())
                    child.state_dict(destination, Join(prefix, key));
                return destination;
            }

            /// <summary>
            /// Copies tensors into the parameters and persistent buffers that bear their names. Everything is checked
            /// before anything is copied, so a refused state dict leaves the module as it was.
            /// </summary>
            /// <exception cref="InvalidOperationException">
            /// A shape differs, or, when <paramref name="strict"/>, a name is missing or unexpected.
            /// </exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                var skipped = new HashSet<string>(skip ?? []);
                var destination = state_dict();
                var missing = destination.Keys.Where(key => !source.ContainsKey(key) && !skipped.Contains(key)).ToList();
                var unexpected = source.Keys.Where(key => !destination.ContainsKey(key) && !skipped.Contains(key)).ToList();

                var problems = new List<string>();
                if (strict && missing.Count > 0)
                    problems.Add($"missing: {string.Join(", ", missing)}");
                if (strict && unexpected.Count > 0)
                    problems.Add($"unexpected: {string.Join(", ", unexpected)}");

                var pairs = destination
                    .Where(entry => source.ContainsKey(entry.Key) && !skipped.Contains(entry.Key))
                    .Select(entry => (entry.Key, Target: entry.Value, Source: source[entry.Key]))
                    .ToList();
                foreach (var (key, target, tensor) in pairs)
                {
                    if (tensor is null)
                        throw new ArgumentException($"The state dict's '{key}' is null.", nameof(source));
                    if (!target.shape.AsSpan().SequenceEqual(tensor.shape))
                        problems.Add($"shape of {key}: expected {Shape(target)}, got {Shape(tensor)}");
                }

                if (problems.Count > 0)
                    throw new InvalidOperationException($"The state dict does not fit {GetName()}: {string.Join("; ", problems)}.");

                using (no_grad())
                {
                    foreach (var (_, target, tensor) in pairs)
                        target.copy_(tensor);
                }

                return (missing, unexpected);
            }

            private static string Join(string? prefix, string key) => string.IsNullOrEmpty(prefix) ? key : $"{prefix}.{key}";

            private static string Shape(Tensor tensor) => $"({string.Join(", ", tensor.shape)})";
        }
    }
}
