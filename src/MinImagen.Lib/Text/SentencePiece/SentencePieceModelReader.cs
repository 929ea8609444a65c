using System.Text;
using Google.Protobuf;

namespace MinImagen.Lib.Text.SentencePiece;

/// <summary>
/// Reads the protocol buffer in a <c>spiece.model</c> file (message <c>ModelProto</c> of sentencepiece_model.proto).
/// Only the fields that encoding and decoding need are kept; unknown ones are skipped.
/// </summary>
internal static class SentencePieceModelReader
{
    private const int UnigramModel = 1;
    private const string DefaultUnknownSurface = " \u2047 ";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static SentencePieceModel Read(byte[] bytes)
    {
        var vocabulary = new VocabularyBuilder();
        var trainer = new TrainerFields();
        var normalizer = new NormalizerSpec();
        NormalizerSpec? denormalizer = null;

        try
        {
            var input = new CodedInputStream(bytes);
            while (input.ReadTag() is var tag and not 0)
            {
                switch (tag)
                {
                    case 1 << 3 | 2:
                        vocabulary.Add(ReadPiece(input.ReadBytes().CreateCodedInput()));
                        break;
                    case 2 << 3 | 2:
                        trainer = ReadTrainer(input.ReadBytes().CreateCodedInput(), trainer);
                        break;
                    case 3 << 3 | 2:
                        normalizer = ReadNormalizer(input.ReadBytes().CreateCodedInput(), normalizer);
                        break;
                    case 5 << 3 | 2:
                        denormalizer = ReadNormalizer(input.ReadBytes().CreateCodedInput(), denormalizer ?? new NormalizerSpec());
                        break;
                    default:
                        input.SkipLastField();
                        break;
                }
            }
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidDataException($"it is cut short or not a protocol buffer ({e.Message})", e);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException("it holds text that is not UTF-8", e);
        }

        if (trainer.ModelType != UnigramModel)
            throw new InvalidDataException("it is not a unigram model, the only kind that T5 uses");

        return new SentencePieceModel
        {
            Pieces = vocabulary.Pieces,
            Normalizer = normalizer with { WhitespaceAsSuffix = trainer.WhitespaceAsSuffix },
            Denormalizer = denormalizer is { CharsMap.Length: > 0 } ? denormalizer : null,
            ByteFallback = trainer.ByteFallback,
            UnknownSurface = trainer.UnknownSurface,
        };
    }

    private static Piece ReadPiece(CodedInputStream input)
    {
        string text = "";
        float score = 0;
        var type = PieceType.Normal;
        while (input.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case 1 << 3 | 2:
                    text = ReadText(input);
                    break;
                case 2 << 3 | 5:
                    score = input.ReadFloat();
                    break;
                case 3 << 3 | 0:
                    type = (PieceType)input.ReadEnum();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return new Piece(text, score, type);
    }

    private static TrainerFields ReadTrainer(CodedInputStream input, TrainerFields fields)
    {
        while (input.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case 3 << 3 | 0:
                    fields = fields with { ModelType = input.ReadEnum() };
                    break;
                case 24 << 3 | 0:
                    fields = fields with { WhitespaceAsSuffix = input.ReadBool() };
                    break;
                case 35 << 3 | 0:
                    fields = fields with { ByteFallback = input.ReadBool() };
                    break;
                case 44 << 3 | 2:
                    fields = fields with { UnknownSurface = ReadText(input) };
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return fields;
    }

    private static NormalizerSpec ReadNormalizer(CodedInputStream input, NormalizerSpec spec)
    {
        while (input.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case 2 << 3 | 2:
                    spec = spec with { CharsMap = input.ReadBytes().Memory };
                    break;
                case 3 << 3 | 0:
                    spec = spec with { AddDummyPrefix = input.ReadBool() };
                    break;
                case 4 << 3 | 0:
                    spec = spec with { RemoveExtraWhitespaces = input.ReadBool() };
                    break;
                case 5 << 3 | 0:
                    spec = spec with { EscapeWhitespaces = input.ReadBool() };
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return spec;
    }

    private static string ReadText(CodedInputStream input) => StrictUtf8.GetString(input.ReadBytes().Span);

    private readonly record struct TrainerFields(int ModelType, bool WhitespaceAsSuffix, bool ByteFallback, string UnknownSurface)
    {
        public TrainerFields() : this(UnigramModel, false, false, DefaultUnknownSurface)
        {
        }
    }
}
