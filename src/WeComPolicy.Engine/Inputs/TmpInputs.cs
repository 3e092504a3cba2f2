#pragma warning disable CS1591
using WeComPolicy.Engine.Documents;
namespace WeComPolicy.Engine.Inputs;
public sealed record InputFile(string FullPath, string DisplayPath);
public sealed record TenantInput(string Id, IReadOnlyList<InputFile> Files);
public sealed record InputSet(IReadOnlyList<TenantInput> Tenants, IReadOnlyList<InputDiagnostic> Diagnostics);
public static class DisplayPath { public static string Of(string full, string wd) => Path.GetRelativePath(wd, full).Replace('\\','/'); }
public static class InputFinder {
 public static InputSet Find(IReadOnlyList<string> args, string wd) {
  var l = new List<TenantInput>();
  foreach (var a in args) { var f = Path.GetFullPath(a, wd);
   if (File.Exists(f)) l.Add(new(DisplayPath.Of(f,wd), [new(f, DisplayPath.Of(f,wd))]));
   else l.Add(new(DisplayPath.Of(f,wd), [..Directory.GetFiles(f).Order(StringComparer.Ordinal).Select(x=>new InputFile(x, DisplayPath.Of(x,wd)))]));
  }
  return new(l, []);
 }
}
