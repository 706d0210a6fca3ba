// node scripts/run.mjs eval/writing/film.ts FILE…
// Reads a picture of each second of films, all of them, and only those that WritingWatch calls changed. Prints how many are
// read, what is missed by that, and the lines as they are merged over time.
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { locateFfmpeg, locateFfprobe } from '../../src-main/base/media/locate';
import { probe } from '../../src-main/base/media/probe';
import { loadPack } from '../../src-main/base/packs/pack';
import { WRITING_PICTURE, type WrittenLine } from '../../src-main/worker/tracks/types';
import { comparable, isSameText } from '../../src-main/worker/tracks/writing/likeness';
import { mergeWriting, type Reading } from '../../src-main/worker/tracks/writing/merge';
import { openTextReader } from '../../src-main/worker/tracks/writing/reader';
import { pictureOf } from '../../src-main/worker/tracks/writing/testing/picture';
import { WritingWatch } from '../../src-main/worker/tracks/writing/watch';
import { formatTimestamp, secondsToMicros } from '../../src-shared/time';

interface Second {
  readonly lines: readonly WrittenLine[];
  readonly changed: boolean;
}

const ffmpegPath = locateFfmpeg({ resourcesDir: resolve('resources') });
const ffprobePath = locateFfprobe({ resourcesDir: resolve('resources') });
const pack = await loadPack(resolve('resources', 'packs', 'tracks'));
const reader = await openTextReader(pack, availableParallelism());

async function read(path: string): Promise<Second[]> {
  const watch = new WritingWatch();
  const seconds: Second[] = [];
  const { duration } = await probe(ffprobePath, path);
  // No picture need begin in the last moment.
  for (let at = 0; secondsToMicros(at + 0.5) < (duration ?? 0); at++) {
    const picture = pictureOf(ffmpegPath, path, at, WRITING_PICTURE.longSide);
    const changed = watch.changed(picture);
    if (changed) watch.remember(picture);
    seconds.push({ lines: await reader.read(picture), changed });
  }
  return seconds;
}

/** What the pictures of these seconds say, each until the next. */
function readingsAt(seconds: readonly Second[], read: readonly number[]): Reading[] {
  return read.map((second, i) => ({
    time: secondsToMicros(second),
    until: secondsToMicros(read[i + 1] ?? seconds.length),
    lines: seconds[second]?.lines ?? [],
  }));
}

/** Lines that are in a picture that was not read, and not in the reading that holds for it. */
function missed(seconds: readonly Second[]): string[] {
  let held: readonly WrittenLine[] = [];
  return seconds.flatMap(({ lines, changed }) => {
    if (changed) held = lines;
    return lines
      .filter(({ text }) => !held.some((line) => isSameText(comparable(line.text), comparable(text))))
      .map(({ text }) => text);
  });
}

try {
  for (const path of process.argv.slice(2)) {
    const seconds = await read(path);
    const every = seconds.map((_, i) => i);
    const watched = every.filter((i) => seconds[i]?.changed);
    const lines = seconds.reduce((sum, second) => sum + second.lines.length, 0);
    const left = missed(seconds);
    const whole = mergeWriting(readingsAt(seconds, every)).length;
    const segments = mergeWriting(readingsAt(seconds, watched));
    console.log(`${path}: ${watched.length} of ${every.length} pictures read`);
    console.log(
      `  ${left.length} of ${lines} lines missed${left.map((text) => `\n    missed: ${text}`).join('')}`,
    );
    console.log(`  ${segments.length} segments, ${whole} if all are read`);
    for (const { from, to, confidence = 0, text } of segments) {
      console.log(`  ${formatTimestamp(from)} ${formatTimestamp(to)} ${confidence.toFixed(2)} ${text}`);
    }
  }
} finally {
  await reader.dispose();
}
