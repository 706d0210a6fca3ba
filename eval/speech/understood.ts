import { basename } from 'node:path';
import { tellUnderstood } from '../../src-main/base/film/understood';
import { isUnderstood, type Segment } from '../../src-shared/analysis';
import { microsToSeconds } from '../../src-shared/time';
import { filesIn } from '../clip-list';
import type { Measurement } from '../measurement';
import { corePack, Listener } from './hear';

/** The project's own recordings, and the language that is spoken in each. */
const OWN = [
  { path: 'e2e/media/jfk.flac', english: true },
  { path: 'e2e/media/dutch.ogg', english: false },
];

function wordsOf(lines: readonly Segment[]): number {
  return lines.reduce((sum, { words }) => sum + words.length, 0);
}

/** Mean of the logarithm of the confidence, by words. */
function sureness(lines: readonly Segment[]): string {
  const words = wordsOf(lines);
  if (words === 0) return '-';
  const sum = lines.reduce(
    (all, { words: own, confidence = 1 }) => all + (own.length === 0 ? 0 : own.length * Math.log(confidence)),
    0,
  );
  return (sum / words).toFixed(2);
}

/**
 * What the built-in model hears in each file, how sure it is of it, and how much of that is shown as said: all of English,
 * nothing of another language. Every file of a folder of recordings is told besides; what is spoken there nobody has said.
 */
export const speechUnderstood: Measurement = {
  name: 'speech-understood',
  what: 'whether what is not English is shown as said',
  needs: [],
  async measure({ media }, say) {
    const core = await corePack();
    await using listener = await Listener.open(core, core);
    const kept = { english: { heard: 0, shown: 0 }, other: { heard: 0, shown: 0 } };
    say('| file | words heard | mean log certainty | words shown | seconds not understood |');
    say('| --- | --- | --- | --- | --- |');
    const others = media === null ? [] : filesIn(media).map((path) => ({ path, english: null }));
    for (const { path, english } of [...OWN, ...others]) {
      const heard = await listener.hear(path);
      const shown = tellUnderstood(heard);
      const not = shown.filter((line) => !isUnderstood(line));
      const seconds = microsToSeconds(not.reduce((sum, { from, to }) => sum + to - from, 0));
      const cells = [basename(path), wordsOf(heard), sureness(heard), wordsOf(shown), seconds.toFixed(0)];
      say(`| ${cells.join(' | ')} |`);
      if (english === null) continue;
      const sum = english ? kept.english : kept.other;
      sum.heard += wordsOf(heard);
      sum.shown += wordsOf(shown);
    }
    const { heard, shown } = kept.english;
    const value = heard === 0 ? null : shown / heard;
    return [
      { name: 'English words shown', value, unit: 'share', of: heard }, // Of what is not English words may be heard or none: none may be shown.
      { name: 'words of another language shown', value: kept.other.shown, unit: 'count', of: 1 },
    ];
  },
};
