using System.CommandLine;

namespace MinImagen.Cli.Terminal;

/// <summary>What an option's value must be, beyond its type.</summary>
public static class OptionRules
{
    /// <summary>Has values that do not fit refused as wrong usage, before the command runs.</summary>
    /// <param name="option">The option.</param>
    /// <param name="fits">Whether a value is allowed; the default is asked for too where the option is not given.</param>
    /// <param name="what">Which are, to follow "must be" in the error.</param>
    /// <returns><paramref name="option"/>.</returns>
    public static Option<T> MustBe<T>(this Option<T> option, Predicate<T?> fits, string what)
    {
        option.Validators.Add(result =>
        {
            T? value;
            try
            {
                value = result.GetValueOrDefault<T>();
            }
            catch (InvalidOperationException)
            {
                // No T at all, which the parser itself reports.
                return;
            }

            if (!fits(value))
            {
                result.AddError($"{option.Name} must be {what}");
            }
        });
        return option;
    }
}
