import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { locateFfmpeg, locateFfprobe } from '../../src-main/base/media/locate';
import { probe } from '../../src-main/base/media/probe';
import { loadPack } from '../../src-main/base/packs/pack';
import { type TextLine, type TextReader, WRITING_PICTURE } from '../../src-main/worker/recognition/types';
import { comparable, isSameText } from '../../src-main/worker/recognition/writing/likeness';
import { mergeWriting, type OcrResult } from '../../src-main/worker/recognition/writing/merge';
import { openTextReader } from '../../src-main/worker/recognition/writing/reader';
import { StrokeChangeDetector } from '../../src-main/worker/recognition/writing/stroke-change';
import { pictureOf } from '../../src-main/worker/recognition/writing/testing/picture';
import { formatTimestamp, secondsToMicros } from '../../src-shared/time';
import { filesIn } from '../clip-list';
import { CannotRun } from '../errors';
import type { Figure, Measurement } from '../measurement';

interface Second {
  readonly lines: readonly TextLine[];
  readonly changed: boolean;
}

async function secondsOf(reader: Pick<TextReader, 'read'>, path: string): Promise<Second[]> {
  const programs = { resourcesDir: resolve('resources') };
  const watch = new StrokeChangeDetector();
  const seconds: Second[] = [];
  const { duration } = await probe(locateFfprobe(programs), path);
  // No picture need begin in the last moment.
  for (let at = 0; secondsToMicros(at + 0.5) < (duration ?? 0); at++) {
    const picture = pictureOf(locateFfmpeg(programs), path, at, WRITING_PICTURE.longSide);
    const changed = watch.changed(picture);
    if (changed) watch.remember(picture);
    seconds.push({ lines: await reader.read(picture), changed });
  }
  return seconds;
}

/** What the pictures of these seconds say, each until the next. */
function readingsAt(seconds: readonly Second[], read: readonly number[]): OcrResult[] {
  return read.map((second, i) => ({
    time: secondsToMicros(second),
    until: secondsToMicros(read[i + 1] ?? seconds.length),
    lines: seconds[second]?.lines ?? [],
  }));
}

/** Lines that are in a picture that was not read, and not in the reading that holds for it. */
function missed(seconds: readonly Second[]): string[] {
  let held: readonly TextLine[] = [];
  return seconds.flatMap(({ lines, changed }) => {
    if (changed) held = lines;
    return lines
      .filter(({ text }) => !held.some((line) => isSameText(comparable(line.text), comparable(text))))
      .map(({ text }) => text);
  });
}

/**
 * Reads a picture of each second of films, all of them, and only those that StrokeChangeDetector calls changed. Tells how many are read,
 * what is missed by that, and the lines as they are merged over time.
 */
export const changedPictures: Measurement = {
  name: 'changed-pictures',
  what: 'writing missed by reading only pictures that changed, against reading one of every second',
  needs: ['media'],
  async measure({ media }, say) {
    if (media === null) throw new CannotRun('Of which films? --media FOLDER');
    const pack = await loadPack(resolve('resources', 'packs', 'tracks'));
    const reader = await openTextReader(pack, availableParallelism());
    let [all, left, pictures, read] = [0, 0, 0, 0];
    try {
      for (const path of filesIn(media)) {
        const seconds = await secondsOf(reader, path);
        const every = seconds.map((_, i) => i);
        const watched = every.filter((i) => seconds[i]?.changed);
        const lines = seconds.reduce((sum, second) => sum + second.lines.length, 0);
        const missing = missed(seconds);
        [all, left] = [all + lines, left + missing.length];
        [pictures, read] = [pictures + every.length, read + watched.length];
        const whole = mergeWriting(readingsAt(seconds, every)).length;
        const segments = mergeWriting(readingsAt(seconds, watched));
        say(`${path}: ${watched.length} of ${every.length} pictures read`);
        say(
          `  ${missing.length} of ${lines} lines missed${missing.map((text) => `\n    missed: ${text}`).join('')}`,
        );
        say(`  ${segments.length} segments, ${whole} if all are read`);
        for (const { from, to, confidence = 0, text } of segments) {
          say(`  ${formatTimestamp(from)} ${formatTimestamp(to)} ${confidence.toFixed(2)} ${text}`);
        }
      }
    } finally {
      await reader.dispose();
    }
    const share = (name: string, part: number, of: number): Figure => {
      return { name, value: of === 0 ? null : part / of, unit: 'share', of };
    };
    return [share('lines missed', left, all), share('pictures read', read, pictures)];
  },
};
