using System.Linq.Expressions;
using System.Reflection;

namespace TorchSharp.Tests.Arguments;

/// <summary>Calls any method or constructor with boxed arguments, also where it takes or returns spans or references.</summary>
internal static class Invocation
{
    /// <summary>The first argument is the object, where the method has one.</summary>
    internal static Func<object?[], object?> Of(MethodBase method)
    {
        var boxed = Expression.Parameter(typeof(object?[]));
        var variables = new List<ParameterExpression>();
        var body = new List<Expression>();
        var arguments = new List<Expression>();
        var offset = method.IsStatic || method is ConstructorInfo ? 0 : 1;
        foreach (var (parameter, i) in method.GetParameters().Select((parameter, i) => (parameter, i + offset)))
        {
            var value = Expression.ArrayIndex(boxed, Expression.Constant(i));
            if (parameter.ParameterType.IsByRef)
            {
                var variable = Expression.Variable(parameter.ParameterType.GetElementType()!);
                variables.Add(variable);
                if (!parameter.IsOut)
                    body.Add(Expression.Assign(variable, Expression.Convert(value, variable.Type)));
                arguments.Add(variable);
            }
            else
            {
                arguments.Add(Unboxed(value, parameter.ParameterType));
            }
        }

        Expression call = method is ConstructorInfo constructor
            ? Expression.New(constructor, arguments)
            : Expression.Call(offset == 0 ? null : Instance(Expression.ArrayIndex(boxed, Expression.Constant(0)), method.DeclaringType!), (MethodInfo)method, arguments);
        if (call.Type == typeof(void) || call.Type.IsByRefLike)
        {
            body.Add(call);
            body.Add(Expression.Constant(null));
        }
        else
        {
            body.Add(Expression.Convert(call, typeof(object)));
        }
        return Expression.Lambda<Func<object?[], object?>>(Expression.Block(variables, body), boxed).Compile();
    }

    private static Expression Instance(Expression value, Type type) =>
        type.IsValueType ? Expression.Unbox(value, type) : Expression.Convert(value, type);

    private static Expression Unboxed(Expression value, Type type)
    {
        if (!type.IsByRefLike)
            return Expression.Convert(value, type);
        var array = type.GetGenericArguments()[0].MakeArrayType();
        return Expression.New(type.GetConstructor([array])!, Expression.Convert(value, array));
    }
}
