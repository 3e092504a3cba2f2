using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Documents;

/// <summary>
/// Puts a tree together from what a reader meets in the text: keys, scalars, starts and ends. Carries out aliases and merge keys,
/// finds duplicate keys and keeps the limits. Never recurses.
/// </summary>
internal sealed class DocumentBuilder
{
    // Up to this many keys a mapping is searched one by one.
    private const int FewKeys = 32;

    private readonly SourceFile _file;
    private readonly Utf8Text? _utf8;
    private readonly DocumentLimits _limits;
    private readonly List<InputDiagnostic> _diagnostics = [];
    // A list of structs that is given room has no need of the framework's empty one, whose making is compiled at each start.
    private readonly List<AliasRange> _aliases = new(4);
    private readonly List<Comment> _comments = [];

    private readonly KeyTable _keys;
    private readonly TextTable _texts;
    private NodeTable _nodes;
    private int _copied;

    // The children of open collections, as a stack.
    private int[] _pending = new int[64];
    private int _pendingCount;

    private Frame[] _frames = new Frame[16];
    private int _depth;

    // Nodes that hang on nothing: values of duplicate keys, merged mappings, collections as keys.
    private bool _hasDetached;

    /// <param name="file">The file that is read.</param>
    /// <param name="limits">Where reading stops.</param>
    /// <param name="utf8">The text, where the reader's places are bytes of it; null where they are code units of the file's text.</param>
    public DocumentBuilder(SourceFile file, DocumentLimits limits, Utf8Text? utf8 = null)
    {
        _file = file;
        _utf8 = utf8;
        _limits = limits;
        var length = utf8?.Length ?? file.Text.Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, NodeTable.Node.MaxStart, nameof(file));
        Pool = new StringPool(length);
        _keys = new KeyTable(length);
        _texts = new TextTable(Pool);
        _nodes = new NodeTable(Math.Clamp(length / 18, 16, 1 << 22));
    }

    public StringPool Pool { get; }

    public int Depth => _depth;

    public bool HasDiagnostics => _diagnostics.Count > 0;

    /// <summary>What the innermost open collection is; null at the root.</summary>
    public NodeKind? Innermost => _depth == 0 ? null : _nodes[_frames[_depth - 1].Node].Kind;

    public void Report(TextSpan span, string code, Bilingual message, Bilingual? help = null)
    {
        if (_diagnostics.Count >= _limits.MaxDiagnostics)
        {
            throw new ReadingStopped(At(span, "too-many-problems",
                new("问题太多，读取在此停止；后面可能还有其他问题。", "Too many problems; reading stopped here, and there may be more."),
                new("先修正以上问题，再重新运行。", "Mend the problems above and run again.")));
        }

        // One place, one mistake: what else is wrong there follows from it.
        if (_diagnostics.Count == 0 || _diagnostics[^1].Range?.Span != span)
            _diagnostics.Add(At(span, code, message, help));
    }

    [DoesNotReturn]
    public void Stop(TextSpan span, string code, Bilingual message, Bilingual? help = null) =>
        throw new ReadingStopped(At(span, code, message, help));

    public void AddComment(TextSpan span)
    {
        if (_comments.Count >= _limits.MaxComments)
        {
            Stop(span, "too-many-comments",
                new($"注释超过 {N(_limits.MaxComments)} 条。", $"There are more than {N(_limits.MaxComments)} comments."));
        }

        if (_utf8 is null)
            _comments.Add(new Comment(span, Pool.Get(_file.Text.AsSpan(span.Start + 1, span.Length - 1).Trim())));
        else
            _comments.Add(new Comment(_utf8.SpanOf(span.Start, span.End), _utf8.Substring(span.Start + 1, span.End).Trim()));
    }

    /// <summary>The key of the value that comes next.</summary>
    /// <param name="key">After unquoting.</param>
    /// <param name="span">Quotes included.</param>
    /// <param name="canMerge">Whether <c>&lt;&lt;</c> is a merge key here.</param>
    public void Key(ReadOnlySpan<char> key, TextSpan span, bool canMerge = false) => Key(_keys.Add(key), span, canMerge && key is "<<");

    /// <summary>The key of the value that comes next, in UTF-8; never a merge key.</summary>
    public void Key(ReadOnlySpan<byte> key, TextSpan span) => Key(_keys.Add(key), span, isMerge: false);

    private void Key(int number, TextSpan span, bool isMerge)
    {
        ref var frame = ref _frames[_depth - 1];
        CheckLength(span);
        frame.Key = number;
        frame.KeyStart = span.Start;
        frame.KeyEnd = span.End;
        if (isMerge)
        {
            if (frame.Merges is not null)
            {
                ReportDuplicate(number, span, frame.FirstMergeKey);
                frame.Use = KeyUse.Discard;
                return;
            }

            frame.Merges = [];
            frame.FirstMergeKey = span;
            frame.Use = KeyUse.Merge;
            return;
        }

        var earlier = FindKey(ref frame, number);
        if (earlier < 0)
        {
            frame.Use = KeyUse.Ordinary;
            return;
        }

        ReportDuplicate(number, span, KeySpan(earlier));
        frame.Use = KeyUse.Discard;
    }

    /// <summary>What comes next is a collection in the place of a key; it and its value will hang on nothing.</summary>
    public void CollectionAsKey() => _frames[_depth - 1].Use = KeyUse.IsKey;

    /// <summary>The value that comes next has no usable key and will hang on nothing.</summary>
    public void NoKey() => _frames[_depth - 1].Use = KeyUse.Discard;

    /// <summary>A scalar at the current place.</summary>
    /// <param name="text">Its text; null where that is what stands at its place, without the quotes.</param>
    /// <param name="style">How it is written.</param>
    /// <param name="span">Where it is written.</param>
    public int Scalar(string? text, ScalarStyle style, TextSpan span)
    {
        CheckLength(span);
        var node = Add(NodeKind.Scalar, span);
        _nodes[node].First = text is null ? 0 : _texts.Add(text);
        _nodes[node].SetForm(NodeKind.Scalar, style);
        if (_depth > 0 && _frames[_depth - 1].Use == KeyUse.Merge)
            ReportBadMerge(span);
        return node;
    }

    /// <summary>Something at the current place in the stead of what could not be read.</summary>
    public void Placeholder(TextSpan span)
    {
        if (_depth > 0 && _frames[_depth - 1].Use == KeyUse.Merge)
            NoKey();
        Scalar("", ScalarStyle.Plain, span);
    }

    /// <summary>Whether the current place is inside a collection that stands as a key.</summary>
    public bool IsInKey
    {
        get
        {
            for (var i = 0; i < _depth; i++)
            {
                if (_frames[i].Use == KeyUse.IsKey)
                    return true;
            }

            return false;
        }
    }

    /// <summary>A sequence or mapping begins at the current place.</summary>
    public int Begin(NodeKind kind, int start)
    {
        if (_depth >= _limits.MaxDepth)
            StopTooDeep(new TextSpan(start, 1));
        var node = Add(kind, new TextSpan(start, 0));
        if (_depth == _frames.Length)
            Array.Resize(ref _frames, _depth * 2);
        _frames[_depth++] = new Frame { Node = node, PendingBase = _pendingCount };
        return node;
    }

    /// <summary>The innermost open collection ends.</summary>
    /// <param name="end">Behind its last character.</param>
    public void End(int end)
    {
        ref var frame = ref _frames[_depth - 1];
        if (frame.Merges is { } merges)
        {
            foreach (var merge in merges)
                Merge(ref frame, merge);
        }

        var node = frame.Node;
        _nodes[node].Length = end - _nodes[node].Start;
        TakeChildren(node, frame.PendingBase);
        frame = default;
        _depth--;
        if (_depth == 0)
            return;
        ref var outer = ref _frames[_depth - 1];
        if (outer.Use == KeyUse.IsKey)
            outer.Use = KeyUse.Discard;
        else if (outer.Use == KeyUse.Merge)
            NoteMerge(ref outer, node);
    }

    /// <summary>Whether a collection is one of those that have not ended yet.</summary>
    public bool IsOpen(int node)
    {
        for (var i = 0; i < _depth; i++)
        {
            if (_frames[i].Node == node)
                return true;
        }

        return false;
    }

    public NodeKind Kind(int node) => _nodes[node].Kind;

    public string TextOf(int node)
    {
        ref var scalar = ref _nodes[node];
        var quote = scalar.Style == ScalarStyle.Plain ? 0 : 1;
        return scalar.First != 0 ? _texts[scalar.First] : Pool.Get(_file.Text.AsSpan(scalar.Start + quote, scalar.End - scalar.Start - (2 * quote)));
    }

    /// <summary>A copy of a finished node at the current place.</summary>
    /// <param name="target">The anchored node.</param>
    /// <param name="use">Where the alias stands.</param>
    public void Alias(int target, TextSpan use)
    {
        if (_depth > 0 && _frames[_depth - 1].Use == KeyUse.Merge)
        {
            // No copy of the mapping itself: only its children will be used.
            if (_nodes[target].Kind == NodeKind.Mapping)
                _frames[_depth - 1].Merges!.Add(new MergeSource(target, use));
            else if (_nodes[target].Kind == NodeKind.Sequence)
                NoteMergeList(ref _frames[_depth - 1], target, use);
            else
                ReportBadMerge(use);
            return;
        }

        Copy(target, use);
    }

    /// <summary>A scalar that was anchored as a key and is used as a value.</summary>
    public void AliasOfKey(string text, ScalarStyle style, TextSpan span, TextSpan use)
    {
        var node = Scalar(text, style, span);
        _aliases.Add(new AliasRange(node, node, use));
    }

    public DocumentReadResult Finish()
    {
        LocatedDocument? document = null;
        if (_nodes.Count > 0)
        {
            if (_hasDetached)
                Compact();
            document = new LocatedDocument(_file, _utf8, _nodes, _keys, _texts, [.. _aliases], _comments);
        }

        return new DocumentReadResult(document, Sorted());
    }

    public DocumentReadResult Fail(InputDiagnostic last)
    {
        _diagnostics.Add(last);
        return new DocumentReadResult(null, Sorted());
    }

    private List<InputDiagnostic> Sorted() =>
        _diagnostics.Count < 2 ? _diagnostics : [.. _diagnostics.OrderBy(d => d.Range?.Span.Start ?? 0)];

    private InputDiagnostic At(TextSpan span, string code, Bilingual message, Bilingual? help) =>
        InputDiagnostic.At(new SourceRange(_file, span), code, message, help);

    private int Add(NodeKind kind, TextSpan span)
    {
        var node = NewNode(span);
        ref var added = ref _nodes[node];
        added.SetForm(kind);
        added.Start = span.Start;
        added.Length = span.Length;
        Hang(node);
        return node;
    }

    private int NewNode(TextSpan where)
    {
        if (_nodes.Count >= _limits.MaxNodes)
        {
            Stop(where, "too-many-nodes",
                new($"文档超过 {N(_limits.MaxNodes)} 个节点。", $"The document has more than {N(_limits.MaxNodes)} nodes."),
                new("请拆分为几个文件。", "Split it into several files."));
        }

        return _nodes.Add(_limits.MaxNodes);
    }

    // Hangs a new node on the innermost open collection, with its key.
    private void Hang(int node)
    {
        // A copy brings the key of the anchored place.
        _nodes[node].KeyPlace = 0;
        if (_depth == 0)
            return;
        ref var frame = ref _frames[_depth - 1];
        if (_nodes[frame.Node].Kind == NodeKind.Sequence)
        {
            Push(node);
            return;
        }

        _nodes.SetKey(node, frame.Key, frame.KeyStart, frame.KeyEnd);
        if (frame.Use == KeyUse.Ordinary)
        {
            Push(node);
            frame.Keys?.TryAdd(frame.Key, node);
        }
        else
        {
            _hasDetached = true;
        }
    }

    private void Push(int node)
    {
        if (_pendingCount == _pending.Length)
            Array.Resize(ref _pending, Grown(_pendingCount, int.MaxValue));
        _pending[_pendingCount++] = node;
    }

    private void TakeChildren(int node, int pendingBase)
    {
        _nodes.SetChildren(node, _pending.AsSpan(pendingBase, _pendingCount - pendingBase));
        _pendingCount = pendingBase;
    }

    private int FindKey(ref Frame frame, int key)
    {
        var pending = _pending.AsSpan(frame.PendingBase, _pendingCount - frame.PendingBase);
        if (pending.Length > FewKeys)
        {
            if (frame.Keys is null)
            {
                frame.Keys = [];
                foreach (var child in pending)
                    frame.Keys.TryAdd(_nodes.Key(child), child);
            }

            return frame.Keys.TryGetValue(key, out var found) ? found : -1;
        }

        foreach (var child in pending)
        {
            if (_nodes.Key(child) == key)
                return child;
        }

        return -1;
    }

    private void ReportDuplicate(int key, TextSpan span, TextSpan first)
    {
        var place = _file.PositionAt(first.Start);
        var name = Excerpt.Of(_keys[key]);
        Report(span, "duplicate-key",
            new($"键“{name}”重复：第 {N(place.Line)} 行第 {N(place.Column)} 列已经写过。",
                $"Duplicate key '{name}': it is already at line {N(place.Line)}, column {N(place.Column)}."),
            new("删除其中一个，或改成正确的键名。", "Delete one of the two, or correct its name."));
    }

    private void NoteMerge(ref Frame frame, int node)
    {
        var use = TextSpan.Between(frame.KeyStart, frame.KeyEnd);
        if (_nodes[node].Kind == NodeKind.Mapping)
            frame.Merges!.Add(new MergeSource(node, use));
        else
            NoteMergeList(ref frame, node, use);
    }

    private void NoteMergeList(ref Frame frame, int list, TextSpan use)
    {
        foreach (var child in _nodes.Children(list))
        {
            var alias = AliasRange.Find(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_aliases), child);
            var childUse = alias < 0 ? use : _aliases[alias].Use;
            if (_nodes[child].Kind == NodeKind.Mapping)
                frame.Merges!.Add(new MergeSource(child, childUse));
            else
                ReportBadMerge(alias < 0 ? TextSpan.Between(_nodes[child].Start, _nodes[child].End) : childUse);
        }
    }

    private void ReportBadMerge(TextSpan span) =>
        Report(span, "bad-merge",
            new("合并键 << 的值必须是映射，或由映射组成的列表。", "The value of the merge key << must be a mapping or a list of mappings."),
            new("写成“<<: *锚点”或“<<: [*锚点一, *锚点二]”。", "Write '<<: *anchor' or '<<: [*first, *second]'."));

    // Keys that stand in the mapping itself win, then those of earlier sources.
    private void Merge(ref Frame frame, MergeSource source)
    {
        frame.Use = KeyUse.Ordinary;
        foreach (var child in _nodes.Children(source.Mapping))
        {
            var key = _nodes.Key(child);
            if (FindKey(ref frame, key) >= 0)
                continue;
            var span = KeySpan(child);
            frame.Key = key;
            frame.KeyStart = span.Start;
            frame.KeyEnd = span.End;
            Copy(child, source.Use);
        }
    }

    private void Copy(int source, TextSpan use)
    {
        var top = AddCopy(source, use);
        Hang(top);
        CopyFrame[]? open = null;
        var depth = 0;
        OpenCopy(source, top);
        while (depth > 0)
        {
            ref var frame = ref open![depth - 1];
            var children = _nodes.Children(frame.Source);
            if (frame.Next == children.Length)
            {
                TakeChildren(frame.Copy, frame.PendingBase);
                depth--;
                continue;
            }

            var child = children[frame.Next++];
            var copy = AddCopy(child, use);
            Push(copy);
            OpenCopy(child, copy);
        }

        _aliases.Add(new AliasRange(top, _nodes.Count - 1, use));

        void OpenCopy(int from, int to)
        {
            if (_nodes[from].Kind == NodeKind.Scalar)
                return;
            if (_depth + depth >= _limits.MaxDepth)
                StopTooDeep(use);
            open ??= new CopyFrame[_limits.MaxDepth];
            open[depth++] = new CopyFrame { Source = from, Copy = to, PendingBase = _pendingCount };
        }
    }

    private int AddCopy(int source, TextSpan use)
    {
        var written = _nodes.Count - _copied;
        if (_copied >= _limits.MaxAliasNodes && _copied >= (long)_limits.MaxAliasFactor * written)
        {
            Stop(use, "too-many-alias-nodes",
                new($"别名展开后增加的节点超过 {N(_copied)} 个。", $"Aliases add more than {N(_copied)} nodes."),
                new("请减少别名的嵌套引用，直接写出内容。", "Nest fewer aliases in each other; write the content itself."));
        }

        var node = NewNode(use);
        _copied++;
        _nodes[node] = _nodes[source];
        return node;
    }

    private void CheckLength(TextSpan span)
    {
        if (span.Length > _limits.MaxScalarLength)
            StopTooLong(new TextSpan(span.Start, 1));
    }

    [DoesNotReturn]
    public void StopTooLong(TextSpan where) =>
        Stop(where, "too-long",
            new($"这里的值或键超过 {N(_limits.MaxScalarLength)} 个字符。", $"This value or key is longer than {N(_limits.MaxScalarLength)} characters."),
            new("常见原因是引号没有闭合，或误放了二进制内容。", "A quote that is never closed, or binary content, is the usual cause."));

    [DoesNotReturn]
    private void StopTooDeep(TextSpan where) =>
        Stop(where, "too-deep",
            new($"嵌套超过 {N(_limits.MaxDepth)} 层。", $"Nested more than {N(_limits.MaxDepth)} levels deep."),
            new("租户与策略文件不需要这么深的嵌套；请检查文件是否正确。", "Tenant and policy files never need that; check that it is the right file."));

    // Renumbers what hangs on the root in document order and forgets the rest.
    private void Compact()
    {
        var old = _nodes;
        _nodes = old.CopyOfPlaces();
        var aliases = new List<AliasRange>();
        var ranges = _aliases.ToArray();
        var open = new Stack<CopyFrame>();
        Open(0, Take(0));
        while (open.TryPop(out var frame))
        {
            var children = old.Children(frame.Source);
            if (frame.Next == children.Length)
            {
                TakeChildren(frame.Copy, frame.PendingBase);
                continue;
            }

            var child = children[frame.Next++];
            var copy = Take(child);
            open.Push(frame);
            Push(copy);
            Open(child, copy);
        }

        _aliases.Clear();
        _aliases.AddRange(aliases);

        int Take(int source)
        {
            var node = _nodes.Add(int.MaxValue);
            _nodes[node] = old[source];
            var range = AliasRange.Find(ranges, source);
            if (range >= 0)
            {
                var use = ranges[range].Use;
                if (aliases.Count > 0 && aliases[^1].Last == node - 1 && aliases[^1].Use == use)
                    aliases[^1] = aliases[^1] with { Last = node };
                else
                    aliases.Add(new AliasRange(node, node, use));
            }

            return node;
        }

        void Open(int source, int node)
        {
            if (old[source].Kind != NodeKind.Scalar)
                open.Push(new CopyFrame { Source = source, Copy = node, PendingBase = _pendingCount });
        }
    }

    private TextSpan KeySpan(int node)
    {
        var (start, end) = _nodes.KeyEnds(node);
        return TextSpan.Between(start, end);
    }

    private static int Grown(int length, int max) => (int)Math.Min(Math.Min((long)length * 2, max), Array.MaxLength);

    internal static string N(long number) => number.ToString(CultureInfo.InvariantCulture);

    private enum KeyUse : byte
    {
        Ordinary,
        Merge,
        IsKey,
        Discard,
    }

    private readonly record struct MergeSource(int Mapping, TextSpan Use);

    private struct CopyFrame
    {
        public int Source;
        public int Copy;
        public int Next;
        public int PendingBase;
    }

    private struct Frame
    {
        public int Node;
        public int PendingBase;
        public int Key;
        public int KeyStart;
        public int KeyEnd;
        public KeyUse Use;
        public Dictionary<int, int>? Keys;
        public List<MergeSource>? Merges;
        public TextSpan FirstMergeKey;
    }
}
