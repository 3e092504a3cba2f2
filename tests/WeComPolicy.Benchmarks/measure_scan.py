#!/usr/bin/env python3
"""Times whole scans of generated tenants, start to exit, and prints medians.

    measure_scan.py COMMAND [--sizes 20,1000,100000] [--runs 5] [--format text] [--peer 'NAME=COMMAND {yaml}' ...]

COMMAND is the published wecom-policy. Tenants are made with `dotnet run --project tests/WeComPolicy.Benchmarks -c Release -- generate`
where they are missing. {yaml} and {json} of a peer's command stand for the tenant's file, {size} for the number of its members: a peer
that checks tenants of another form gets its own file of that size. All commands take turns within each round, so that a machine that
slows down slows all of them; a command that cannot be started or is killed is skipped with a word. The last column divides by the first
peer, or by the first command where there is none.
"""
import argparse
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def run(command, expected):
    """Wall seconds, CPU seconds and peak MiB of one run; RuntimeError where it ends with an exit code that is not expected."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in expected:
        raise RuntimeError(f"exit code {code}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def shown(seconds):
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("--sizes", default="20,1000,100000")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--format", default="text")
    parser.add_argument("--data", default=os.path.join(tempfile.gettempdir(), "wecom-policy-tenants"))
    parser.add_argument("--peer", action="append", default=[])
    options = parser.parse_args()

    print("| command | tenant | wall | CPU | peak MiB | wall, CPU over the first peer |")
    print("|---|---|---:|---:|---:|---:|")
    for size in options.sizes.split(","):
        files = {kind: os.path.join(options.data, f"tenant-{size}.{kind}") for kind in ("yaml", "json")}
        if not all(map(os.path.exists, files.values())):
            subprocess.run(["dotnet", "run", "--project", HERE, "-c", "Release", "--", "generate", size, options.data], check=True, stdout=subprocess.DEVNULL)
        commands = {}
        for kind, path in files.items():
            commands[f"wecom-policy, {kind.upper()}"] = [options.command, "scan", path, "--as-of", "2026-11-01", "--format", options.format]
        for peer in options.peer:
            name, text = peer.split("=", 1)
            commands[name] = [part.format(size=size, **files) for part in shlex.split(text)]
        figures = {name: [] for name in commands}
        for turn in range(options.runs + 1):
            for name, command in list(commands.items()):
                try:
                    # A peer may say by any exit code of its own that it has found something.
                    figure = run(command, (0, 1) if command[0] == options.command else range(126))
                except (OSError, RuntimeError) as error:
                    print(f"{name} is left out: {error}", file=sys.stderr)
                    del commands[name]
                    continue
                # The first round warms the caches.
                if turn > 0:
                    figures[name].append(figure)
        medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in figures.items() if rows}
        if not medians:
            sys.exit("no command could be run")
        first = next((medians[peer.split("=", 1)[0]] for peer in options.peer if peer.split("=", 1)[0] in medians), next(iter(medians.values())))
        for name, (wall, cpu, peak) in medians.items():
            print(f"| {name} | {int(size):,} members | {shown(wall)} | {shown(cpu)} | {peak:.0f} | {wall / first[0]:.2f}, {cpu / first[1]:.2f} |", flush=True)


if __name__ == "__main__":
    main()
