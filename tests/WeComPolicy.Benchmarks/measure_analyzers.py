#!/usr/bin/env python3
"""Measures what analyzers add to a build of about 100,000 lines.

    measure_analyzers.py FOLDER [--runs N] [--packs LIST] [--code plain,corner,dense]

FOLDER takes the generated projects; nothing outside of it is written. Build src/WeComPolicy.Analyzers in Release first.

The code is made from this repository, so that nothing has to be fetched for it:
  plain   seven copies of src/WeComPolicy.Expressions, each in a namespace of its own, without a word about WeCom
  corner  the same and one copy of examples/integration/risky: a large program of which one corner calls WeCom
  dense   three hundred copies of examples/integration/risky: every file calls WeCom
Every build is a compiler process of its own. Reported are medians: CPU seconds of the whole build, and the seconds that
Roslyn counts for the analyzers, summed over threads.
"""
import argparse
import os
import pathlib
import re
import resource
import shutil
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
OURS = ROOT / "src/WeComPolicy.Analyzers/bin/Release/netstandard2.0/WeComPolicy.Analyzers.dll"
PACKAGES = {
    "sonar": ("SonarAnalyzer.CSharp", "10.36.0.15337"),
    "meziantou": ("Meziantou.Analyzer", "3.0.321"),
    "roslynator": ("Roslynator.Analyzers", "5.0.1"),
}
EMPTY = """
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class Empty : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new("EMPTY1", "t", "m", "c", DiagnosticSeverity.Warning, true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(_ => { }, SyntaxKind.InvocationExpression);
    }
}
"""
PROJECT = """<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <EnableNETAnalyzers>false</EnableNETAnalyzers>
    <!-- MA0039 is an error by default, and the example has what it forbids. -->
    <NoWarn>$(NoWarn);CS1591;MA0039</NoWarn>
  </PropertyGroup>
  <ItemGroup>{items}</ItemGroup>
</Project>
"""


def sources(folder):
    return sorted(p for p in folder.rglob("*.cs") if "obj" not in p.parts and "bin" not in p.parts)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def plain(target):
    for copy in range(7):
        for source in sources(ROOT / "src/WeComPolicy.Expressions"):
            text = source.read_text(encoding="utf-8-sig").replace("WeComPolicy", f"Copy{copy}")
            for word, other in (("WeCom", "Plain"), ("wecom", "plain"), ("企业微信", "示例")):
                text = text.replace(word, other)
            write(target / f"copy{copy}" / source.relative_to(ROOT / "src/WeComPolicy.Expressions"), text)


def risky(target, copies):
    for copy in range(copies):
        for source in sources(ROOT / "examples/integration/risky"):
            if source.name != "Program.cs":
                text = source.read_text(encoding="utf-8-sig").replace("Company.WeCom", f"Company{copy}.WeCom")
                write(target / f"risky{copy}" / source.name, text)


def corner(target):
    plain(target)
    risky(target, 1)


def dense(target):
    risky(target, 300)


CODE = {"plain": plain, "corner": corner, "dense": dense}


def run(command, folder):
    environment = dict(os.environ, MSBUILDDISABLENODEREUSE="1", DOTNET_CLI_TELEMETRY_OPTOUT="1", DOTNET_CLI_UI_LANGUAGE="en")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit("\n".join([" ".join(command), *[line for line in done.stdout.splitlines() if re.search(r"\berror [A-Z]+[0-9]+:", line)][:10]]))
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def empty_analyzer(folder):
    write(folder / "Empty.cs", EMPTY)
    write(folder / "empty.csproj", """<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>netstandard2.0</TargetFramework><LangVersion>latest</LangVersion></PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.CodeAnalysis.CSharp" Version="4.8.0" /></ItemGroup>
</Project>
""")
    run(["dotnet", "build", "-c", "Release", "-v:q", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false"], folder)
    return folder / "bin/Release/netstandard2.0/empty.dll"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--packs", default="none,empty,ours,sonar,meziantou,roslynator")
    parser.add_argument("--code", default="corner,plain,dense")
    chosen = parser.parse_args()
    base = chosen.folder.resolve()
    packs = chosen.packs.split(",")
    # Settings of a folder above must not reach in.
    write(base / "Directory.Build.props", "<Project />")
    write(base / "Directory.Build.targets", "<Project />")
    write(base / "Directory.Packages.props", "<Project />")
    items = {"none": "", "ours": f'<Analyzer Include="{OURS}" />'}
    if "empty" in packs:
        items["empty"] = f'<Analyzer Include="{empty_analyzer(base / "empty")}" />'
    for name, (package, version) in PACKAGES.items():
        items[name] = f'<PackageReference Include="{package}" Version="{version}" PrivateAssets="all" />'
    for kind in chosen.code.split(","):
        measured = {pack: [] for pack in packs}
        folders = {}
        for pack in packs:
            folders[pack] = base / f"{kind}-{pack}"
            shutil.rmtree(folders[pack], ignore_errors=True)
            CODE[kind](folders[pack])
            write(folders[pack] / "code.csproj", PROJECT.format(items=items[pack]))
            run(["dotnet", "restore", "-v:q", "-nologo"], folders[pack])
        lines = sum(len(p.read_text(encoding="utf-8").splitlines()) for p in sources(folders[packs[0]]))
        for _ in range(chosen.runs):
            for pack in packs:
                cpu, log = run(
                    ["dotnet", "build", "--no-restore", "--no-incremental", "-v:d", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false",
                     "-p:ReportAnalyzer=true"], folders[pack])
                # Source generators are told in a table of their own, which follows.
                total = re.search(r"Total analyzer execution time: <?([\d.]+) seconds", log)
                measured[pack].append((cpu, float(total.group(1)) if total else 0.0))
                print(kind, pack, f"{cpu:.1f}", total.group(1) if total else "-", file=sys.stderr, flush=True)
        print(f"\n{kind}: {lines:,} lines, median of {chosen.runs}\n")
        print("| analyzers | CPU s of the build | over none | analyzer s |\n|---|---|---|---|")
        none = statistics.median(cpu for cpu, _ in measured[packs[0]])
        for pack in packs:
            cpu = statistics.median(c for c, _ in measured[pack])
            print(f"| {pack} | {cpu:.1f} | {cpu - none:+.1f} ({cpu / none:.2f}×) | {statistics.median(t for _, t in measured[pack]):.2f} |", flush=True)


main()
