"""Reads the lists of write-lists.ts with OpenTimelineIO, its adapters and pycmx, and checks every time to the frame.

check.py FOLDER [FCPXMLv1_11.dtd]: with Apple's document type, FCPXML files are checked against it too.
"""
import json
import sys
from fractions import Fraction
from pathlib import Path

import opentimelineio as otio
import pycmx
from lxml import etree

folder = Path(sys.argv[1])
dtd = etree.DTD(sys.argv[2]) if len(sys.argv) > 2 else None
checked = 0


def same(got, wanted, what):
    global checked
    if got != wanted:
        sys.exit(f"{what}: {got} instead of {wanted}")
    checked += len(wanted)


def spans(timeline, kind):
    """Start and length of every clip, in frames, of the first track of a kind."""
    track = next(t for t in timeline.tracks if t.kind == kind)
    return [(c.source_range.start_time.value, c.source_range.duration.value) for c in track.find_clips()]


for case in json.loads((folder / "expected.json").read_text()):
    rate = Fraction(case["rate"]["num"], case["rate"]["den"])
    start = case["start"]
    wanted = [(start + a, b - a) for a, b in case["frames"]]
    path = folder / case["file"]

    timeline = otio.adapters.read_from_file(f"{path}.otio")
    same(spans(timeline, "Video"), wanted, f"{path}.otio picture")
    same(spans(timeline, "Audio"), wanted, f"{path}.otio sound")
    length = sum(frames for _, frames in wanted)
    same([round(timeline.duration().value)], [length], f"{path}.otio length")
    again = otio.adapters.read_from_string(otio.adapters.write_to_string(timeline, "otio_json"), "otio_json")
    same([timeline.is_equivalent_to(again)], [True], f"{path}.otio written again")

    with open(f"{path}.edl") as file:
        edl = pycmx.parse_cmx3600(file)
    edits = [edit for event in edl.events for edit in event.edits]
    same([len(edits)], [len(wanted)], f"{path}.edl events")
    # OpenTimelineIO counts timecode by itself: an independent sum.
    count = lambda text: otio.opentime.from_timecode(text, float(rate)).value
    read = [(count(e.source_in), count(e.source_out) - count(e.source_in)) for e in edits]
    same(read, wanted, f"{path}.edl by pycmx")
    timeline = otio.adapters.read_from_file(f"{path}.edl", rate=float(rate))
    same(spans(timeline, "Video"), wanted, f"{path}.edl by OpenTimelineIO")

    tree = etree.parse(f"{path}.fcpxml")
    seconds = lambda text: Fraction(text.rstrip("s"))
    clips = [(seconds(c.get("start")) * rate, seconds(c.get("duration")) * rate) for c in tree.iter("asset-clip")]
    same(clips, wanted, f"{path}.fcpxml by lxml")

for path in sorted(folder.glob("*.fcpxml")) if dtd is not None else []:
    if not dtd.validate(etree.parse(str(path))):
        sys.exit(f"{path} is not valid: {dtd.error_log}")
    checked += 1
print(f"{checked} values and files as they should be")
