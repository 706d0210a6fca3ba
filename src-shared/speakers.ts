// Who speaks in a film: voices told apart, their turns, and the names that people gave them.
import { z } from 'zod';
import type { Segment } from './analysis';
import { fraction, micros } from './primitives';
import type { Micros } from './time';

/** A stretch in which one person speaks. */
export const speakerTurn = z.object({
  from: micros,
  to: micros,
  /** Number of the speaker within the film, from 0. */
  speaker: z.number().int().nonnegative(),
  /** How sure it is that this voice is meant and no other, 0..1. */
  confidence: fraction,
});
export type SpeakerTurn = z.infer<typeof speakerTurn>;

/** Who was found in a film: numbered in the order in which they first speak. */
export const speakersFound = z.object({
  speakers: z.array(
    z.object({
      number: z.number().int().nonnegative(),
      /** The mean direction of what was heard of them: a unit vector of the model's length. */
      voice: z.array(z.number()),
    }),
  ),
  /** In order of time. */
  turns: z.array(speakerTurn),
});
export type SpeakersFound = z.infer<typeof speakersFound>;

/** Somebody who speaks in a film, as they are shown. */
export const filmSpeaker = z.object({
  number: z.number().int().nonnegative(),
  /** Given by a person; null where none was. */
  name: z.string().nullable(),
  /** The name, or "Speaker 1". Those that are shown alike are one person. */
  shown: z.string(),
  /** A name from another film whose voice sounds like this one: never more than a suggestion. */
  perhaps: z.string().nullable(),
  /** How long they speak. */
  spoken: micros,
});
export type FilmSpeaker = z.infer<typeof filmSpeaker>;
export const filmSpeakers = z.object({
  /** Whether it was listened for; where it was not, the lists are empty. */
  read: z.boolean(),
  speakers: z.array(filmSpeaker),
  /** In order of time; none overlap. */
  turns: z.array(speakerTurn),
});
export type FilmSpeakers = z.infer<typeof filmSpeakers>;
export const NO_SPEAKERS: FilmSpeakers = { read: false, speakers: [], turns: [] };

/** A name as a person gives it: on one line, without what cannot be seen. */
export const speakerName = z
  .string()
  .transform((name) => name.replace(/[\p{C}\p{Z}]+/gu, ' ').trim())
  .pipe(z.string().min(1).max(80));

/** What a speaker without a name is shown as. */
export function numbered(number: number): string {
  return `Speaker ${number + 1}`;
}

/** Of a line, the share of it that nobody's turn covers and that still leaves it somebody's. */
const LEAST_SHARE = 0.2;

/** @returns what tells who says a line: whom the film's subtitles name for it, else the one whose turns cover most of it, as they are shown; null where nobody's do */
export function speakerOfLine({
  speakers,
  turns,
}: Pick<FilmSpeakers, 'speakers' | 'turns'>): (
  line: Pick<Segment, 'from' | 'to' | 'source' | 'speaker'>,
) => string | null {
  const shown = new Map(speakers.map((speaker) => [speaker.number, speaker.shown]));
  return ({ from, to, source, speaker }) => {
    if (source !== 'speech') return null;
    if (speaker !== undefined) return speaker || null;
    const covered = new Map<string, number>();
    for (let i = firstAfter(turns, from); i < turns.length; i++) {
      const turn = turns[i] as SpeakerTurn;
      if (turn.from >= to) break;
      const name = shown.get(turn.speaker);
      const length = Math.min(to, turn.to) - Math.max(from, turn.from);
      if (name !== undefined) covered.set(name, (covered.get(name) ?? 0) + length);
    }
    const best = [...covered].reduce<[string, Micros]>((a, b) => (b[1] > a[1] ? b : a), ['', 0]);
    return best[1] > 0 && best[1] >= LEAST_SHARE * (to - from) ? best[0] : null;
  };
}

/** Number of the first turn that ends after a time. */
function firstAfter(turns: readonly SpeakerTurn[], time: Micros): number {
  let [low, high] = [0, turns.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((turns[middle] as SpeakerTurn).to > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Those who speak, each once however many numbers they are shown for, with how long; who speaks most first. */
export function peopleWho({ speakers }: Pick<FilmSpeakers, 'speakers'>): { shown: string; spoken: Micros }[] {
  const spoken = new Map<string, Micros>();
  for (const one of speakers) spoken.set(one.shown, (spoken.get(one.shown) ?? 0) + one.spoken);
  return [...spoken]
    .map(([shown, length]) => ({ shown, spoken: length }))
    .toSorted((a, b) => b.spoken - a.spoken);
}

/** Which of those who speak somebody is, from 0, by how they are shown: their colour goes by it. */
export function placesOf(speakers: readonly Pick<FilmSpeaker, 'shown'>[]): Map<string, number> {
  return new Map([...new Set(speakers.map(({ shown }) => shown))].map((shown, place) => [shown, place]));
}
