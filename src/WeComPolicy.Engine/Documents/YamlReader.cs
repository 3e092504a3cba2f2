using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using WeComPolicy.Expressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;
using static WeComPolicy.Engine.Documents.DocumentBuilder;
using T = WeComPolicy.Engine.Documents.YamlTokenKind;

namespace WeComPolicy.Engine.Documents;

/// <summary>
/// Reads YAML 1.2 from the tokens of YamlDotNet's scanner. The grammar above the tokens is kept here and not left to YamlDotNet's
/// parser: it accepts some mistakes without a word (a forgotten comma between the keys of a flow mapping), and its events do not
/// tell where a value begins behind its anchor or tag.
/// </summary>
internal sealed class YamlReader
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Concat([0xFFFE, 0xFFFF])
            .Select(i => (char)i).Where(c => c is not ('\t' or '\n' or '\r' or '\u0085'))]);

    private static readonly SearchValues<char> GapMarks = SearchValues.Create("#%");

    private readonly SourceFile _file;
    private readonly string _text;
    private readonly DocumentBuilder _builder;
    private readonly YamlFeed _feed;
    private readonly Scanner _scanner;
    private readonly bool _hasTabs;
    private readonly Dictionary<string, Anchored> _anchors = new(StringComparer.Ordinal);

    private Frame[] _frames = new Frame[16];
    private int _depth;

    // The current token; where it begins; where the last one that is written in the text ended; up to where comments were looked for.
    private Token _token = null!;
    private T _kind;
    private int _start;
    private int _end;
    private int _searched;
    private bool _inDocument;

    private YamlReader(SourceFile file, DocumentLimits limits, DocumentBuilder builder)
    {
        _file = file;
        _text = file.Text;
        _builder = builder;
        _feed = new YamlFeed(_text, builder, limits.MaxScalarLength);
        _scanner = new Scanner(_feed);
        _hasTabs = _text.Contains('\t', StringComparison.Ordinal);
    }

    public static DocumentReadResult Read(SourceFile file, DocumentLimits limits)
    {
        var builder = new DocumentBuilder(file, limits);
        try
        {
            new YamlReader(file, limits, builder).ReadStream();
            return builder.Finish();
        }
        catch (ReadingStopped stopped)
        {
            return builder.Fail(stopped.Diagnostic);
        }
    }

    private void ReadStream()
    {
        CheckCharacters();
        Advance();
        Advance();
        ReadDirectives();
        var isExplicit = _kind is T.DocumentStart;
        if (isExplicit)
            Consume();
        _inDocument = true;
        if (_kind is T.StreamEnd or T.DocumentEnd or T.DocumentStart)
        {
            _builder.Stop(new TextSpan(Math.Min(_start, _text.Length), 0), "empty-document",
                new("文件里没有内容。", "There is nothing in this file."),
                new("请写入内容，或删除这个文件。", "Write something into it, or delete the file."));
        }

        ReadNode(isBlock: true, isIndentless: false, isKey: false);
        while (_depth > 0)
            Step();
        var ended = false;
        while (_kind is T.DocumentEnd)
        {
            ended = true;
            _inDocument = false;
            Consume();
        }

        if (_kind is T.StreamEnd)
            return;
        if (ended || _kind is T.DocumentStart)
        {
            _builder.Stop(At(_kind is T.DocumentStart ? 3 : 1), "several-documents",
                new("一个文件只能有一个 YAML 文档，这里开始了第二个。", "A file holds one YAML document; a second one begins here."),
                new("请拆成几个文件，或删除多余的“---”行。", "Split it into several files, or delete the '---' line."));
        }

        Unexpected();
    }

    private void CheckCharacters()
    {
        var found = _text.AsSpan().IndexOfAny(Forbidden);
        if (found < 0)
            return;
        var name = "U+" + ((int)_text[found]).ToString("X4", System.Globalization.CultureInfo.InvariantCulture);
        _builder.Stop(new TextSpan(found, 1), "control-character",
            new($"YAML 里不允许控制字符 {name}。", $"YAML does not allow the control character {name}."),
            new("请删除它；确有需要时写在双引号里，用转义表示，如 \"\\x1b\"。", "Delete it; where it is needed, write an escape in double quotes, such as \"\\x1b\"."));
    }

    private void ReadDirectives()
    {
        while (true)
        {
            if (_token is VersionDirective version)
            {
                if (version.Version.Major != 1 || version.Version.Minor != 2)
                {
                    _builder.Report(LineAt(_start), "yaml-version",
                        new($"不支持 YAML {N(version.Version.Major)}.{N(version.Version.Minor)}：文件一律按 YAML 1.2 读取。",
                            $"YAML {N(version.Version.Major)}.{N(version.Version.Minor)} is not supported: files are read as YAML 1.2."),
                        new("请删除这一行；yes、no、on、off 在 YAML 1.2 中是字符串，布尔值请写 true、false。",
                            "Delete this line. In YAML 1.2 yes, no, on and off are text; write true or false."));
                }
            }
            else if (_kind is T.TagDirective)
            {
                _builder.Report(LineAt(_start), "unsupported-directive",
                    new("不支持 %TAG 指令。", "The %TAG directive is not supported."),
                    new("请删除这一行，以及使用它的标签。", "Delete this line and the tags that use it."));
            }
            else
            {
                return;
            }

            // The token is empty: skip what it stands for, so that a '#' in a prefix is no comment.
            _searched = Math.Max(_searched, LineAt(_start).End);
            Consume();
        }
    }

    private TextSpan LineAt(int start)
    {
        var length = _text.AsSpan(start).IndexOfAny('\r', '\n');
        return new TextSpan(start, length < 0 ? _text.Length - start : length);
    }

    // One token of the innermost open collection, and the node that it announces.
    private void Step()
    {
        ref var frame = ref _frames[_depth - 1];
        switch (frame.State)
        {
            case State.BlockSequence:
                if (_kind is T.BlockEntry)
                {
                    CheckIndentation();
                    Consume();
                    if (_kind is T.BlockEntry or T.BlockEnd)
                        EmptyNode();
                    else
                        ReadNode(isBlock: true, isIndentless: false, isKey: false);
                }
                else if (_kind is T.BlockEnd)
                {
                    EndCollection();
                    Consume();
                }
                else
                {
                    StopAtBadIndentation(expectsDash: true);
                }

                return;

            case State.IndentlessSequence:
                if (_kind is T.BlockEntry)
                {
                    CheckIndentation();
                    Consume();
                    if (_kind is T.BlockEntry or T.Key or T.Value or T.BlockEnd)
                        EmptyNode();
                    else
                        ReadNode(isBlock: true, isIndentless: false, isKey: false);
                }
                else
                {
                    EndCollection();
                }

                return;

            case State.BlockKey:
                if (_kind is T.Key)
                {
                    CheckIndentation();
                    Consume();
                    frame.State = State.BlockValue;
                    if (_kind is T.Key or T.Value or T.BlockEnd)
                        EmptyKey();
                    else
                        ReadNode(isBlock: true, isIndentless: true, isKey: true);
                }
                else if (_kind is T.Value)
                {
                    frame.State = State.BlockValue;
                    EmptyKey();
                }
                else if (_kind is T.BlockEnd)
                {
                    EndCollection();
                    Consume();
                }
                else
                {
                    StopAtBadIndentation(expectsDash: false);
                }

                return;

            case State.BlockValue:
                frame.State = State.BlockKey;
                if (_kind is T.Value)
                {
                    Consume();
                    if (_kind is not (T.Key or T.Value or T.BlockEnd))
                    {
                        ReadNode(isBlock: true, isIndentless: true, isKey: false);
                        return;
                    }
                }

                EmptyNode();
                return;

            case State.FlowSequenceFirst:
            case State.FlowSequence:
                if (_kind is T.FlowSequenceEnd)
                {
                    EndFlow();
                    return;
                }

                if (frame.State == State.FlowSequence)
                {
                    TakeComma(frame.Start, ']');
                    if (_kind is T.FlowSequenceEnd)
                    {
                        EndFlow();
                        return;
                    }
                }

                frame.State = State.FlowSequence;
                if (_kind is T.Key)
                {
                    // [a: 1] is a list of a mapping with one key.
                    var start = _start;
                    Consume();
                    _builder.Begin(NodeKind.Mapping, start);
                    Push(State.PairKey, start);
                }
                else
                {
                    ReadNode(isBlock: false, isIndentless: false, isKey: false);
                }

                return;

            case State.PairKey:
                frame.State = State.PairValue;
                if (_kind is T.Value or T.FlowEntry or T.FlowSequenceEnd)
                    EmptyKey();
                else
                    ReadNode(isBlock: false, isIndentless: false, isKey: true);
                return;

            case State.PairValue:
                frame.State = State.PairEnd;
                if (_kind is T.Value)
                {
                    Consume();
                    if (_kind is not (T.FlowEntry or T.FlowSequenceEnd))
                    {
                        ReadNode(isBlock: false, isIndentless: false, isKey: false);
                        return;
                    }
                }

                EmptyNode();
                return;

            case State.PairEnd:
                EndCollection();
                return;

            case State.FlowKeyFirst:
            case State.FlowKey:
                if (_kind is T.FlowMappingEnd)
                {
                    EndFlow();
                    return;
                }

                if (frame.State == State.FlowKey)
                {
                    TakeComma(frame.Start, '}');
                    if (_kind is T.FlowMappingEnd)
                    {
                        EndFlow();
                        return;
                    }
                }

                frame.State = State.FlowValue;
                if (_kind is T.Key)
                {
                    Consume();
                    if (_kind is T.Value or T.FlowEntry or T.FlowMappingEnd)
                    {
                        EmptyKey();
                        return;
                    }
                }
                else if (_kind is T.Value)
                {
                    EmptyKey();
                    return;
                }

                ReadNode(isBlock: false, isIndentless: false, isKey: true);
                return;

            case State.FlowValue:
                frame.State = State.FlowKey;
                if (_kind is T.Value)
                {
                    Consume();
                    if (_kind is not (T.FlowEntry or T.FlowMappingEnd))
                    {
                        ReadNode(isBlock: false, isIndentless: false, isKey: false);
                        return;
                    }
                }

                EmptyNode();
                return;
        }
    }

    private void ReadNode(bool isBlock, bool isIndentless, bool isKey)
    {
        Anchor? anchor = null;
        Tag? tag = null;
        while (_kind is T.Anchor or T.Tag)
        {
            if (_kind == T.Anchor && anchor is null)
                anchor = (Anchor)_token;
            else if (_kind == T.Tag && tag is null)
                tag = (Tag)_token;
            else
                break;
            Consume();
        }

        switch (_kind)
        {
            case T.Scalar:
                ReadScalar((Scalar)_token, anchor, tag, isKey);
                return;
            case T.Alias when anchor is null && tag is null:
                ReadAlias((AnchorAlias)_token, isKey);
                return;
            case T.FlowSequenceStart:
                Begin(NodeKind.Sequence, State.FlowSequenceFirst, anchor, tag, isKey);
                Consume();
                return;
            case T.FlowMappingStart:
                Begin(NodeKind.Mapping, State.FlowKeyFirst, anchor, tag, isKey);
                Consume();
                return;
            case T.BlockSequenceStart when isBlock:
                Begin(NodeKind.Sequence, State.BlockSequence, anchor, tag, isKey);
                Consume();
                return;
            case T.BlockMappingStart when isBlock:
                Begin(NodeKind.Mapping, State.BlockKey, anchor, tag, isKey);
                Consume();
                return;
            case T.BlockEntry when isIndentless:
                Begin(NodeKind.Sequence, State.IndentlessSequence, anchor, tag, isKey);
                return;
        }

        if (anchor is null && tag is null)
            Unexpected();
        if (isKey)
        {
            EmptyKey();
            return;
        }

        var here = new TextSpan(_end, 0);
        var style = tag is null ? ScalarStyle.Plain : YamlTags.StyleOf(_builder, _text, tag, "", ScalarStyle.Plain, here);
        if (tag is not null && YamlTags.IsUnsupported(tag))
        {
            // It is told already that quotes are missing; that there is no text would be a second mistake for the same one.
            var span = YamlTags.Span(_text, tag);
            Remember(anchor, _builder.Scalar(_text.Substring(span.Start, span.Length), ScalarStyle.Quoted, span));
            return;
        }

        Remember(anchor, _builder.Scalar("", style, here));
    }

    private void ReadScalar(Scalar scalar, Anchor? anchor, Tag? tag, bool isKey)
    {
        var style = scalar.Style switch
        {
            YamlDotNet.Core.ScalarStyle.Plain => ScalarStyle.Plain,
            YamlDotNet.Core.ScalarStyle.SingleQuoted or YamlDotNet.Core.ScalarStyle.DoubleQuoted => ScalarStyle.Quoted,
            _ => ScalarStyle.Block,
        };
        var end = (int)scalar.End.Index;
        if (style == ScalarStyle.Block)
            end = EndOfBlock(_start, Math.Min(end, _text.Length));
        var span = TextSpan.Between(_start, end);
        var value = _feed.Restore(scalar.Value);
        var isAsWritten = style switch
        {
            ScalarStyle.Plain => _text.AsSpan(span.Start, span.Length).SequenceEqual(value),
            ScalarStyle.Quoted => _text.AsSpan(span.Start + 1, span.Length - 2).SequenceEqual(value),
            _ => false,
        };
        if (tag is not null)
        {
            style = YamlTags.StyleOf(_builder, _text, tag, value, style, span);
            isAsWritten = false;
        }

        Consume();
        _end = end;
        if (!isKey)
        {
            Remember(anchor, _builder.Scalar(isAsWritten ? null : value, style, span));
            return;
        }

        value = _builder.Pool.Get(value);

        if (anchor is not null)
            _anchors[anchor.Value.Value] = new Anchored(-1, value, style, span);
        if (value.Length == 0 && style == ScalarStyle.Plain)
            EmptyKey();
        else
            _builder.Key(value, span, canMerge: style == ScalarStyle.Plain);
    }

    private void ReadAlias(AnchorAlias alias, bool isKey)
    {
        var name = alias.Value.Value;
        var span = TextSpan.Between(_start, (int)alias.End.Index);
        Consume();
        if (!_anchors.TryGetValue(name, out var anchored))
        {
            var near = Suggestion.Nearest(name, _anchors.Keys);
            _builder.Report(span, "undefined-alias",
                new($"没有名为“{Excerpt.Of(name)}”的锚点。", $"There is no anchor named '{Excerpt.Of(name)}'."),
                near is null
                    ? new("锚点须写在引用它的别名之前，如“&名称”；以 * 开头的普通文字请加引号。", "An anchor such as '&name' must stand before the alias that uses it; put text that begins with * in quotes.")
                    : new($"是不是想写“*{Excerpt.Of(near)}”？", $"Did you mean '*{Excerpt.Of(near)}'?"));
            if (isKey)
                _builder.NoKey();
            else
                _builder.Placeholder(span);
            return;
        }

        if (anchored.Node >= 0 && _builder.IsOpen(anchored.Node))
        {
            _builder.Report(span, "recursive-alias",
                new($"别名“*{Excerpt.Of(name)}”引用了包含它自己的内容。", $"The alias '*{Excerpt.Of(name)}' refers to what contains it."),
                new("请改为引用别处的锚点，或直接写出内容。", "Refer to an anchor elsewhere, or write the content itself."));
            if (isKey)
                _builder.NoKey();
            else
                _builder.Placeholder(span);
            return;
        }

        if (isKey)
        {
            if (anchored.Node < 0)
            {
                _builder.Key(anchored.Text, span);
            }
            else if (_builder.Kind(anchored.Node) == NodeKind.Scalar)
            {
                _builder.Key(_builder.TextOf(anchored.Node), span);
            }
            else
            {
                ReportComplexKey(span);
                _builder.NoKey();
            }
        }
        else if (anchored.Node < 0)
        {
            _builder.AliasOfKey(anchored.Text, anchored.Style, anchored.Span, span);
        }
        else
        {
            _builder.Alias(anchored.Node, span);
        }
    }

    private void Begin(NodeKind kind, State state, Anchor? anchor, Tag? tag, bool isKey)
    {
        if (tag is not null)
            YamlTags.CheckCollection(_builder, _text, tag, kind);
        if (isKey)
        {
            // [[a]]: b is one mistake, not two.
            if (!_builder.IsInKey)
                ReportComplexKey(new TextSpan(_start, 1));
            _builder.CollectionAsKey();
        }

        Remember(anchor, _builder.Begin(kind, _start));
        Push(state, _start);
    }

    private void ReportComplexKey(TextSpan span) =>
        _builder.Report(span, "complex-key",
            new("键必须是普通文字，不能是列表或映射。", "A key must be plain text, not a list or a mapping."),
            new("若想写占位符 {{ … }} 或以 [ 开头的文字，请加引号。", "Put a placeholder {{ … }} or text that begins with [ in quotes."));

    private void EmptyKey()
    {
        _builder.Report(new TextSpan(_end, 0), "empty-key",
            new("这里缺少键名。", "A key is missing here."),
            new("请在冒号前写上键名；键名确为空时写 \"\"。", "Write a key before the colon; write \"\" where it is meant to be empty."));
        _builder.NoKey();
    }

    private void EmptyNode() => _builder.Scalar("", ScalarStyle.Plain, new TextSpan(_end, 0));

    private void Remember(Anchor? anchor, int node)
    {
        if (anchor is not null)
            _anchors[anchor.Value.Value] = new Anchored(node, "", ScalarStyle.Plain, default);
    }

    private void Push(State state, int start)
    {
        if (_depth == _frames.Length)
            Array.Resize(ref _frames, _depth * 2);
        _frames[_depth++] = new Frame(state, start);
    }

    private void EndFlow()
    {
        Consume();
        EndCollection();
    }

    private void EndCollection()
    {
        _depth--;
        _builder.End(_end);
    }

    private void TakeComma(int open, char closer)
    {
        if (_kind is T.FlowEntry)
        {
            Consume();
            return;
        }

        var place = _file.PositionAt(open);
        if (_kind is T.StreamEnd or T.DocumentStart or T.DocumentEnd)
        {
            _builder.Stop(new TextSpan(open, 1), "unclosed-bracket",
                new($"这个“{_text[open]}”没有闭合，缺少“{closer}”。", $"This '{_text[open]}' is never closed; '{closer}' is missing."),
                new($"请补上“{closer}”；若“{_text[open]}”属于文字，请给整段文字加引号。", $"Add the '{closer}'; if the '{_text[open]}' belongs to a text, put the whole text in quotes."));
        }

        YamlProblems.StopIfFullWidth(_builder, _text, _start);
        _builder.Stop(At(1), "expected-comma",
            new($"这里应为“,”或“{closer}”（“{_text[open]}”在第 {N(place.Line)} 行第 {N(place.Column)} 列打开）。",
                $"Expected ',' or '{closer}' here ('{_text[open]}' was opened at line {N(place.Line)}, column {N(place.Column)})."),
            new("请补上逗号或闭合括号；文字里含有 , [ ] { } 时请加引号。", "Add the comma or the closing bracket; put text that contains , [ ] { } in quotes."));
    }

    // The next token, its position, and the comments before it.
    private void Advance()
    {
        try
        {
            if (!_scanner.MoveNext() || _scanner.Current is not { } token)
            {
                YamlProblems.Stop(_builder, _file, "", new TextSpan(_text.Length, 0));
                return;
            }

            _token = token;
            _kind = YamlTokenKinds.KindOf(token);
        }
        catch (YamlException e)
        {
            // Some of its exceptions come without a place.
            var start = e.Start.Index == 0 && e.End.Index == 0 ? _scanner.CurrentPosition : e.Start;
            var end = e.End.Index < start.Index ? start : e.End;
            YamlProblems.Stop(_builder, _file, e.Message, Clip(start, end));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            // How the scanner answers some texts that it has not foreseen, and text inside brackets that is not indented.
            var here = (int)Math.Min(_scanner.CurrentPosition.Index, _text.Length);
            if (_depth > 0 && _frames[_depth - 1].State >= State.FlowSequenceFirst && IsFirstOnLine(here))
                YamlProblems.StopAtFlowIndentation(_builder, _file, _frames[_depth - 1].Start, here);
            YamlProblems.Stop(_builder, _file, "", Clip(_scanner.CurrentPosition, _scanner.CurrentPosition));
        }

        _start = (int)Math.Min(_token.Start.Index, _text.Length);
        if (_kind == T.Error)
            YamlProblems.Stop(_builder, _file, (_token as Error)?.Value ?? "", Clip(_token.Start, _token.End));
        if (_start > _searched)
        {
            SearchComments(_start);
            _searched = _start;
        }

        _feed.Taken = Math.Max(_feed.Taken, _start);
    }

    private void Consume()
    {
        var end = (int)Math.Min(_token.End.Index, _text.Length);
        switch (_kind)
        {
            case T.FlowSequenceStart or T.FlowMappingStart or T.FlowSequenceEnd or T.FlowMappingEnd:
                end = _start + 1;
                break;
            case T.DocumentStart or T.DocumentEnd:
                end = _start + 3;
                break;
            case T.Scalar when ((Scalar)_token).Style is YamlDotNet.Core.ScalarStyle.Literal or YamlDotNet.Core.ScalarStyle.Folded:
                SearchCommentOfHeader(_start);
                break;
        }

        if (end > _start)
        {
            _searched = Math.Max(_searched, end);
            _end = Math.Max(_end, end);
            _feed.Taken = Math.Max(_feed.Taken, end);
        }

        Advance();
    }

    private TextSpan Clip(Mark start, Mark end)
    {
        var from = (int)Math.Clamp(start.Index, 0, _text.Length);
        return TextSpan.Between(from, (int)Math.Clamp(end.Index, from, _text.Length));
    }

    private TextSpan At(int length) => new(_start, Math.Min(length, _text.Length - _start));

    // Between two tokens there is nothing but blanks, comments, and directives that the scanner skips.
    private void SearchComments(int end)
    {
        var position = _searched;
        while (position < end)
        {
            var found = _text.AsSpan(position, end - position).IndexOfAny(GapMarks);
            if (found < 0)
                return;
            position += found;
            var before = position == 0 ? '\n' : _text[position - 1];
            if (_text[position] == '#')
            {
                if (before is not (' ' or '\t' or '\r' or '\n'))
                    YamlProblems.StopAtComment(_builder, new TextSpan(position, 1));
                var span = LineAt(position);
                _builder.AddComment(span);
                position = span.End;
            }
            else if (before is '\r' or '\n' && !_inDocument && _kind is not (T.VersionDirective or T.TagDirective))
            {
                var span = LineAt(position);
                _builder.Report(span, "unsupported-directive",
                    new("不支持这种 % 指令。", "This % directive is not supported."),
                    new("请删除这一行。", "Delete this line."));
                position = span.End;
            }
            else
            {
                position++;
            }
        }
    }

    private void SearchCommentOfHeader(int start)
    {
        var line = LineAt(start);
        var found = _text.AsSpan(line.Start, line.Length).IndexOf('#');
        if (found >= 0)
            _builder.AddComment(TextSpan.Between(start + found, line.End));
    }

    // Without the line breaks at its end; a header without content ends behind its indicators.
    private int EndOfBlock(int start, int end)
    {
        while (true)
        {
            while (end > start && _text[end - 1] is '\n' or '\r')
                end--;
            var lineStart = _text.AsSpan(start, end - start).LastIndexOfAny('\r', '\n');
            if (lineStart < 0)
                break;
            lineStart += start + 1;
            if (_text.AsSpan(lineStart, end - lineStart).ContainsAnyExcept(' ', '\t'))
                return end;
            end = lineStart;
        }

        end = start + 1;
        while (end < _text.Length && _text[end] is '+' or '-' or (>= '1' and <= '9'))
            end++;
        return end;
    }

    // A tab among the blanks before a key or a dash: nobody can see how far it is indented.
    private void CheckIndentation()
    {
        if (!_hasTabs)
            return;
        var tab = -1;
        for (var i = _start - 1; i >= 0 && _text[i] is ' ' or '\t'; i--)
        {
            if (_text[i] == '\t')
                tab = i;
            if (i == 0 || _text[i - 1] is '\n' or '\r')
            {
                if (tab >= 0)
                    YamlProblems.StopAtTab(_builder, new TextSpan(tab, 1));
                return;
            }
        }
    }

    [DoesNotReturn]
    private void StopAtBadIndentation(bool expectsDash)
    {
        if (_kind == T.Scalar && !expectsDash && IsFirstOnLine(_start))
            YamlProblems.StopAtMissingColon(_builder, _file, _start);
        if (_kind is T.BlockMappingStart or T.BlockSequenceStart or T.BlockEntry or T.Scalar or T.Key && IsFirstOnLine(_start))
        {
            YamlProblems.StopAtIndentation(_builder, At(1), expectsDash);
        }

        Unexpected();
    }

    private bool IsFirstOnLine(int position)
    {
        var before = _text.AsSpan(0, position).TrimEnd(' ');
        return before.Length == 0 || before[^1] is '\n' or '\r';
    }

    [DoesNotReturn]
    private void Unexpected() => YamlProblems.StopAtUnexpected(_builder, _text, _start, _kind is T.StreamEnd);

    private enum State : byte
    {
        BlockSequence,
        IndentlessSequence,
        BlockKey,
        BlockValue,
        FlowSequenceFirst,
        FlowSequence,
        PairKey,
        PairValue,
        PairEnd,
        FlowKeyFirst,
        FlowKey,
        FlowValue,
    }

    // A node, or the text of a key that was anchored.
    private readonly record struct Anchored(int Node, string Text, ScalarStyle Style, TextSpan Span);

    private struct Frame(State state, int start)
    {
        public State State = state;
        public int Start = start;
    }
}
