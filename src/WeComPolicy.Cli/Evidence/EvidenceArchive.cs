using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Evidence;

/// <summary>
/// Archives of evidence as zip files. What is read comes from somebody else: nothing is unpacked that the manifest does not name,
/// nothing outside of the folder that it is unpacked to, and no more than the manifest says, whatever the zip claims.
/// </summary>
internal static class EvidenceArchive
{
    private const int MaxEntries = 100_000;
    private const long MaxArchive = 1L << 30;

    /// <summary>No more bytes than this are unpacked, or packed.</summary>
    public const long MaxUnpacked = 1L << 30;

    private const int MaxManifest = 64 << 20;

    // Zip knows no earlier day.
    private static readonly DateTimeOffset s_noTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes an archive: entries by name, without times.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="entries">Name and content of each.</param>
    public static void Write(Stream output, IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, content) in entries.OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = s_noTime;
            entry.ExternalAttributes = 0;
            using var stream = entry.Open();
            stream.Write(content);
        }
    }

    /// <summary>Reads the manifest and unpacks the files that it names into a folder; tells what is not as it says.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="folder">An empty folder.</param>
    /// <returns>The manifest, its bytes, the results by name, and every file whose content is not what the manifest says.</returns>
    /// <exception cref="OutputException">The file is no such archive, or a hostile one.</exception>
    public static (EvidenceManifest Manifest, byte[] Written, IReadOnlyDictionary<string, byte[]> Results, IReadOnlyList<Bilingual> Problems) Unpack(string path, string folder)
    {
        try
        {
            using var stream = File.OpenRead(path);
            CheckSize(stream);
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            var entries = EntriesOf(zip);
            if (!entries.Remove(EvidenceManifest.Entry, out var manifestEntry))
                throw Bad("归档里没有 manifest.json，不是 wecom-policy 的证据归档", "the archive has no manifest.json: it is no evidence of wecom-policy");
            var written = Read(manifestEntry, MaxManifest) ?? throw Bad("manifest.json 太大", "manifest.json is too large");
            var manifest = EvidenceManifest.Read(written);
            var slack = Slack(zip, stream.Length);
            var (results, problems) = Unpack(manifest, entries, folder);
            return (manifest, written, results, slack ? [.. problems, Hidden] : problems);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw Bad("这个文件不是完好的 zip 归档", "this file is no sound zip archive");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Bad("无法读取归档，或无法解开到临时文件夹：请检查路径、权限和磁盘空间", "the archive cannot be read, or not unpacked into a temporary folder: check the path, permissions and space");
        }
    }

    private static (IReadOnlyDictionary<string, byte[]> Results, IReadOnlyList<Bilingual> Problems) Unpack(
        EvidenceManifest manifest, Dictionary<string, ZipArchiveEntry> entries, string folder)
    {
        var results = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var problems = new List<Bilingual>();
        long unpacked = 0;
        var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, path) in (ReadOnlySpan<(string, string?)>)[("folder", manifest.Settings.Folder), ("repository", manifest.Settings.Repository)])
        {
            if (!string.IsNullOrEmpty(path) && !IsSafe(path))
                throw Bad($"manifest.json 的 {name} 不是归档内的路径", $"'{name}' of manifest.json is no path within the archive");
        }

        foreach (var file in manifest.Files)
        {
            if (!IsSafe(file.Path) || !named.Add($"{file.Role == EvidenceRole.Shipped}/{file.Entry}"))
                throw Bad($"manifest.json 里的路径不可用或重复：{Excerpt.Of(file.Path)}", $"a path of manifest.json cannot be used or stands twice: {Excerpt.Of(file.Path)}");
            if (file.Role == EvidenceRole.Beside)
            {
                Place(folder, file.Path, []);
                continue;
            }

            if (!file.IsPacked)
                continue;
            unpacked += file.Bytes;
            if (unpacked > MaxUnpacked)
                throw Bad($"归档解开后超过 {MaxUnpacked >> 20} MiB", $"unpacked, the archive exceeds {MaxUnpacked >> 20} MiB");
            if (!entries.Remove(file.Entry, out var entry))
            {
                problems.Add(new($"归档里缺少 {Excerpt.Whole(file.Path)}", $"missing from the archive: {Excerpt.Whole(file.Path)}"));
                continue;
            }

            var content = Read(entry, file.Bytes);
            if (content is null || content.Length != file.Bytes || Hash(content) != file.Sha256)
            {
                problems.Add(new($"内容与 manifest.json 的 SHA-256 不符：{Excerpt.Whole(file.Path)}", $"not what manifest.json has the SHA-256 of: {Excerpt.Whole(file.Path)}"));
                continue;
            }

            if (file.Role == EvidenceRole.Result)
                results[file.Path] = content;
            else
                Place(folder, file.Path, content);
        }

        problems.AddRange(entries.Keys.Order(StringComparer.Ordinal).Take(20).Select(name =>
            new Bilingual($"manifest.json 没有列出归档里的 {Excerpt.Whole(name)}", $"in the archive, but not in manifest.json: {Excerpt.Whole(name)}")));
        return (results, problems);
    }

    /// <summary>The SHA-256 as 64 lower-case hexadecimal digits.</summary>
    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Puts a file at a path below a folder.</summary>
    public static void Place(string folder, string path, byte[] content)
    {
        var full = Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
    }

    /// <summary>Whether a path stays within the folder that it starts from, on every system.</summary>
    public static bool IsSafe(string path) =>
        path.Length is > 0 and < 2048
        && path.Split('/').All(part => part.Length is > 0 and < 256 && part is not ("." or "..") && !part.Any(c => c is '\\' or ':' or '\0' || char.IsControl(c)));

    private static Dictionary<string, ZipArchiveEntry> EntriesOf(ZipArchive zip)
    {
        if (zip.Entries.Count > MaxEntries)
            throw TooMany();
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in zip.Entries)
        {
            // The upper half holds the mode of Unix: anything but an ordinary file is none of ours.
            var kind = (entry.ExternalAttributes >> 16) & 0xF000;
            if (!IsSafe(entry.FullName) || kind is not (0 or 0x8000))
                throw Bad($"归档里的“{Excerpt.Of(entry.FullName)}”不是可接受的文件：路径越出归档、是链接或文件夹", $"the archive has an entry that is refused: '{Excerpt.Of(entry.FullName)}' leaves the archive, or is a link or a folder");
            if (!entries.TryAdd(entry.FullName, entry))
                throw Bad($"归档里有两个“{Excerpt.Of(entry.FullName)}”", $"the archive has '{Excerpt.Of(entry.FullName)}' twice");
        }

        return entries;
    }

    // What this tool writes has a header and its content for each entry, a list of the entries and its end: 30, 46 and 22 bytes, the
    // names twice, and nothing between or behind.
    private static bool Slack(ZipArchive zip, long length) =>
        zip.Entries.Sum(e => e.CompressedLength + 76 + (2L * Encoding.UTF8.GetByteCount(e.FullName))) + 22 != length;

    // No more than was announced, whatever comes out of it; null where there is more.
    private static byte[]? Read(ZipArchiveEntry entry, long announced)
    {
        using var stream = entry.Open();
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        while (stream.Read(buffer) is > 0 and var read)
        {
            if (content.Length + read > announced)
                return null;
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    // The library reads the list of entries as a whole: how long it can be is known before.
    private static void CheckSize(FileStream stream)
    {
        if (stream.Length > MaxArchive)
            throw Bad($"归档超过 {MaxArchive >> 20} MiB", $"the archive exceeds {MaxArchive >> 20} MiB");
        var tail = new byte[Math.Min(stream.Length, 22 + ushort.MaxValue)];
        stream.Seek(-tail.Length, SeekOrigin.End);
        stream.ReadExactly(tail);
        var end = tail.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0x50, 0x4B, 5, 6]);
        if (end < 0 || end + 22 > tail.Length)
            throw new InvalidDataException();
        var list = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 12));
        var start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        // An entry of the list takes 46 bytes and its name.
        if (list == uint.MaxValue || start == uint.MaxValue || (stream.Length - start) / 47 > MaxEntries)
            throw TooMany();
        stream.Seek(0, SeekOrigin.Begin);
    }

    private static Bilingual Hidden => new(
        "归档里有不属于任何条目的内容，不是 wecom-policy 写出的样子",
        "the archive holds bytes that belong to no entry: it is not as wecom-policy wrote it");

    private static OutputException TooMany() => Bad($"归档里的条目超过 {MaxEntries} 个", $"the archive has more than {MaxEntries} entries");

    private static OutputException Bad(string zh, string en) => new(new Bilingual(zh, en));
}
