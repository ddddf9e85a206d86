"""Print what `COVERAGE=1 make unit` has found, by room: of the lines and branches, how many ran."""

import json
from collections import Counter
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "var" / "coverage.json"


def main():
    measured = Coverage()
    measured.load()
    measured.json_report(outfile=str(REPORT))
    rooms, ran = Counter(), Counter()
    for name, file in json.loads(REPORT.read_text())["files"].items():
        room = "/".join(Path(name).parts[:-1][:2])  # what lies in the app's own folder is one
        facts = file["summary"]
        for place in (room, "all"):
            rooms[place] += facts["num_statements"] + facts["num_branches"]
            ran[place] += facts["covered_lines"] + facts["covered_branches"]
    print("== coverage: lines and branches that ran")
    for room in [*sorted(rooms.keys() - {"all"}), "all"]:
        print(f"{ran[room] / max(rooms[room], 1):7.1%} of {rooms[room]:6}  {room}")


if __name__ == "__main__":
    main()
