namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            // Dictionaries enumerate in insertion order as long as nothing was removed; ordered ones always do.
            private readonly OrderedDictionary<string, TPreHook> preHooks = [];
            private readonly OrderedDictionary<string, TPostHook> postHooks = [];
            private readonly OrderedDictionary<string, Action<Module>> modulePreHooks = [];
            private readonly OrderedDictionary<string, Action<Module>> modulePostHooks = [];

            protected HookableModule(string name)
                : base(name)
            {
            }

            // A hook may remove itself while it runs, so each call works on what was registered when it began.
            internal TPreHook[] PreHooks => preHooks.Count == 0 ? [] : [.. preHooks.Values];

            internal TPostHook[] PostHooks => postHooks.Count == 0 ? [] : [.. postHooks.Values];

            public HookRemover register_forward_pre_hook(TPreHook hook) => Register(preHooks, hook);

            public HookRemover register_forward_pre_hook(Action<Module> hook) => Register(modulePreHooks, hook);

            public HookRemover register_forward_hook(TPostHook hook) => Register(postHooks, hook);

            public HookRemover register_forward_hook(Action<Module> hook) => Register(modulePostHooks, hook);

            internal void BeforeForward() => Notify(modulePreHooks);

            internal void AfterForward() => Notify(modulePostHooks);

            private void Notify(OrderedDictionary<string, Action<Module>> hooks)
            {
                if (hooks.Count == 0)
                    return;
                foreach (var hook in hooks.Values.ToArray())
                    hook(this);
            }

            private HookRemover Register<THook>(OrderedDictionary<string, THook> hooks, THook hook)
            {
                ArgumentNullException.ThrowIfNull(hook);
                var key = Guid.NewGuid().ToString();
                hooks.Add(key, hook);
                return new HookRemover(this, key);
            }

            public class HookRemover
            {
                private readonly HookableModule<TPreHook, TPostHook> module;
                private readonly string key;

                public HookRemover(HookableModule<TPreHook, TPostHook> module, string key)
                {
                    ArgumentNullException.ThrowIfNull(module);
                    ArgumentNullException.ThrowIfNull(key);
                    this.module = module;
                    this.key = key;
                }

                public void remove()
                {
                    module.preHooks.Remove(key);
                    module.postHooks.Remove(key);
                    module.modulePreHooks.Remove(key);
                    module.modulePostHooks.Remove(key);
                }
            }
        }
    }
}
