using YamlDotNet.Core.Tokens;

namespace WeComPolicy.Engine.Documents;

/// <summary>What a token is: a number to compare where the scanner gives classes.</summary>
internal enum YamlTokenKind : byte
{
    StreamStart,
    StreamEnd,
    VersionDirective,
    TagDirective,
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias,
    Anchor,
    Tag,
    Scalar,
    Error,
}

internal static class YamlTokenKinds
{
    // The usual ones first. Exact types: the scanner makes no other.
    public static YamlTokenKind KindOf(Token token)
    {
        var type = token.GetType();
        return type == typeof(Scalar) ? YamlTokenKind.Scalar
            : type == typeof(Key) ? YamlTokenKind.Key
            : type == typeof(Value) ? YamlTokenKind.Value
            : type == typeof(BlockEntry) ? YamlTokenKind.BlockEntry
            : type == typeof(BlockEnd) ? YamlTokenKind.BlockEnd
            : type == typeof(BlockMappingStart) ? YamlTokenKind.BlockMappingStart
            : type == typeof(FlowEntry) ? YamlTokenKind.FlowEntry
            : type == typeof(BlockSequenceStart) ? YamlTokenKind.BlockSequenceStart
            : type == typeof(FlowSequenceStart) ? YamlTokenKind.FlowSequenceStart
            : type == typeof(FlowSequenceEnd) ? YamlTokenKind.FlowSequenceEnd
            : type == typeof(FlowMappingStart) ? YamlTokenKind.FlowMappingStart
            : type == typeof(FlowMappingEnd) ? YamlTokenKind.FlowMappingEnd
            : type == typeof(AnchorAlias) ? YamlTokenKind.Alias
            : type == typeof(Anchor) ? YamlTokenKind.Anchor
            : type == typeof(Tag) ? YamlTokenKind.Tag
            : type == typeof(StreamStart) ? YamlTokenKind.StreamStart
            : type == typeof(StreamEnd) ? YamlTokenKind.StreamEnd
            : type == typeof(DocumentStart) ? YamlTokenKind.DocumentStart
            : type == typeof(DocumentEnd) ? YamlTokenKind.DocumentEnd
            : type == typeof(VersionDirective) ? YamlTokenKind.VersionDirective
            : type == typeof(TagDirective) ? YamlTokenKind.TagDirective
            : YamlTokenKind.Error;
    }
}
