// node scripts/run.mjs eval/exports/write-lists.ts FOLDER: lists at every timebase, and what they have to say.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toEdl } from '../../src-main/main/export/edl';
import { toFcpxml } from '../../src-main/main/export/fcpxml';
import { toOtio } from '../../src-main/main/export/otio';
import { filmOf, hardFrames, listOf, placesAt } from '../../src-main/main/export/testing/lists';
import { fromTimecode, TIMEBASES } from '../../src-main/main/export/timecode';

const folder = process.argv[2] ?? 'lists';
mkdirSync(folder, { recursive: true });
const expected = Object.entries(TIMEBASES).flatMap(([name, timebase]) =>
  ['00', '01'].map((hour) => {
    const start = fromTimecode(`${hour}:00:00${timebase.dropFrame ? ';' : ':'}00`, timebase.rate)?.frame ?? 0;
    const frames = hardFrames(timebase);
    const film = filmOf('ab', timebase, { startFrame: start, fileName: 'a b.mp4', path: '/films/a b.mp4' });
    const list = listOf(placesAt(film, frames), `Places at ${name}`);
    const file = `${name}-${hour}h`;
    writeFileSync(join(folder, `${file}.edl`), toEdl(list));
    writeFileSync(join(folder, `${file}.fcpxml`), toFcpxml(list));
    writeFileSync(join(folder, `${file}.otio`), toOtio(list));
    return { file, ...timebase, start, frames };
  }),
);
const pal = filmOf('aa', { rate: { num: 25, den: 1 }, dropFrame: false });
const ntsc = filmOf('bb', { rate: { num: 30_000, den: 1001 }, dropFrame: true });
const mixed = listOf([...placesAt(pal, [[25, 50]]), ...placesAt(ntsc, [[30, 90]])], 'Two films');
writeFileSync(join(folder, 'mixed.fcpxml'), toFcpxml(mixed));
writeFileSync(join(folder, 'expected.json'), JSON.stringify(expected));
