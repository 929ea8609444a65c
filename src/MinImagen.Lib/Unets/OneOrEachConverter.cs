using System.Text.Json;
using System.Text.Json.Serialization;

namespace MinImagen.Lib.Unets;

/// <summary>Reads and writes <see cref="OneOrEach{T}"/> as a value or a list of values.</summary>
internal sealed class OneOrEachConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(OneOrEach<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Of<T> : JsonConverter<OneOrEach<T>>
    {
        public override OneOrEach<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.StartArray
                ? OneOrEach.Each<T>(JsonSerializer.Deserialize<T[]>(ref reader, options))
                : OneOrEach.All(JsonSerializer.Deserialize<T>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, OneOrEach<T> value, JsonSerializerOptions options)
        {
            if (value.IsOne)
            {
                JsonSerializer.Serialize(writer, value[0], options);
            }
            else
            {
                JsonSerializer.Serialize(writer, value.ToArray(), options);
            }
        }
    }
}
