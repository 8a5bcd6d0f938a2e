"""Opens HTML reports in Chromium, as a reader with a mouse, a keyboard or a screen reader does.

Exit code of `check`: 0 when nothing is wrong with any file, 1 when something is.
"""

import argparse
import os
import pathlib
import sys
import time

import checks
import screenshots
from browser import Chromium


def options():
    parser = argparse.ArgumentParser(prog="tools/browser/run.sh", description=__doc__.partition("\n")[0])
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"), help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="tries everything that the page can do")
    check.add_argument("files", nargs="+", type=pathlib.Path, metavar="FILE.html")
    check.add_argument("--untimed", action="store_true", help="leaves out what depends on how busy the machine is")
    check.add_argument("--only", choices=[one.__name__.rpartition(".")[2] for one in checks.ALL], help="one check")
    pictures = commands.add_parser("screenshots", help="pictures of the page, and the page as printed")
    pictures.add_argument("file", type=pathlib.Path, metavar="FILE.html")
    pictures.add_argument("folder", type=pathlib.Path, metavar="FOLDER")
    return parser.parse_args()


def check(chromium, path, only, untimed):
    """Prints what every check found and counted; the number of faults."""
    print(f"{path} ({path.stat().st_size / 1e6:.2f} MB)", flush=True)
    total = 0
    for one in checks.ALL:
        name = one.__name__.rpartition(".")[2]
        if only not in (None, name) or (untimed and name == "times"):
            continue
        start = time.monotonic()
        report = chromium.report(path)
        one.check(report)
        seconds = time.monotonic() - start
        print(f"  {'FAIL' if report.faults else 'ok':4} {name:14} {seconds:5.1f} s  {report.said}", flush=True)
        for fault in report.faults:
            print(f"         {fault}", flush=True)
        total += len(report.faults)
    return total


def main():
    given = options()
    with Chromium(given.chromium) as chromium:
        if given.command == "screenshots":
            screenshots.take(chromium, given.file, given.folder)
            return 0
        faults = sum(check(chromium, path, given.only, given.untimed) for path in given.files)
    print("nothing is wrong" if faults == 0 else f"{faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
