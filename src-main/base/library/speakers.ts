import type { VideoId } from '../../../src-shared/primitives';
import {
  type FilmSpeakers,
  numbered,
  type SpeakersFound,
  type SpeakerTurn,
  speakerName,
} from '../../../src-shared/speakers';
import type { Micros } from '../../../src-shared/time';
import { cosine } from '../cosine';
import type { Database } from './database';
import { NotFound } from './errors';
import type { NamedSpeakers, SpeakerRepository } from './types';

/**
 * How alike two mean voices are, as a cosine, for one to be suggested as the other: of recordings of different people none came so
 * high (docs/lab/speakers.md).
 */
const PERHAPS = 0.87;

interface SpeakerRow {
  number: number;
  name: string | null;
  voice: Uint8Array;
}
interface TurnRow {
  from_time: number;
  to_time: number;
  speaker: number;
  confidence: number;
}

/** Who speaks in the videos, with the names that people gave. */
export class Speakers implements SpeakerRepository {
  constructor(private readonly database: Database) {}

  of(id: VideoId): FilmSpeakers {
    const read = this.database.get('SELECT 1 FROM speakers_read WHERE video_id = ?', id) !== null;
    const rows = this.#speakers(id);
    const turns = this.#turns(id);
    const named = new Set(rows.map(({ name }) => name));
    const voices = rows.every(({ name }) => name !== null) ? [] : this.#voices();
    const speakers = rows.map(({ number, name, voice }) => ({
      ...{ number, name, shown: name ?? numbered(number) },
      perhaps:
        name === null
          ? mostAlike(
              toVector(voice),
              voices.filter((one) => !named.has(one.name)),
            )
          : null,
      spoken: turns.reduce((sum, turn) => sum + (turn.speaker === number ? turn.to - turn.from : 0), 0),
    }));
    return { read, speakers, turns };
  }

  names(): Map<VideoId, string[]> {
    const names = new Map<VideoId, string[]>();
    const rows = this.database.all<{ id: string; number: number; name: string | null }>(
      'SELECT video_id AS id, number, name FROM speakers ORDER BY video_id, number',
    );
    for (const { id, number, name } of rows)
      names.set(id, [...(names.get(id) ?? []), name ?? numbered(number)]);
    return names;
  }

  replace(id: VideoId, { speakers, turns }: SpeakersFound): void {
    this.database.transaction(() => {
      const names = carried(this.#speakers(id), this.#turns(id), turns);
      const named = speakers.map((one) => ({ ...one, name: names.get(one.number) ?? null }));
      this.putRecord(id, { speakers: named, turns });
    });
  }

  record(id: VideoId): NamedSpeakers | null {
    if (this.database.get('SELECT 1 FROM speakers_read WHERE video_id = ?', id) === null) return null;
    const speakers = this.#speakers(id).map(({ number, name, voice }) => ({
      ...{ number, name, voice: [...toVector(voice)] },
    }));
    return { speakers, turns: this.#turns(id) };
  }

  putRecord(id: VideoId, { speakers, turns }: NamedSpeakers): void {
    this.database.transaction(() => {
      for (const table of ['speakers', 'speaker_turns', 'speakers_read'])
        this.database.run(`DELETE FROM ${table} WHERE video_id = ?`, id);
      this.database.run('INSERT INTO speakers_read (video_id) VALUES (?)', id);
      for (const { number, name, voice } of speakers) {
        const bytes = new Uint8Array(Float32Array.from(voice).buffer);
        const values = [id, number, name, bytes] as const;
        this.database.run(
          'INSERT INTO speakers (video_id, number, name, voice) VALUES (?, ?, ?, ?)',
          ...values,
        );
      }
      turns.forEach(({ from, to, speaker, confidence }, number) => {
        const values = [id, number, from, to, speaker, confidence] as const;
        this.database.run(
          'INSERT INTO speaker_turns (video_id, number, from_time, to_time, speaker, confidence) VALUES (?, ?, ?, ?, ?, ?)',
          ...values,
        );
      });
    });
  }

  rename(id: VideoId, number: number, name: string | null, everywhere: boolean): FilmSpeakers {
    const given = name === null ? null : speakerName.parse(name);
    this.database.transaction(() => {
      const rows = this.#speakers(id);
      const meant = rows.find((row) => row.number === number);
      if (!meant) throw new NotFound('speaker');
      const shown = (row: SpeakerRow): string => row.name ?? numbered(row.number);
      const same = rows.filter((row) => shown(row) === shown(meant));
      for (const row of same) {
        const own = given === numbered(row.number) ? null : given;
        this.database.run(
          'UPDATE speakers SET name = ? WHERE video_id = ? AND number = ?',
          own,
          id,
          row.number,
        );
      }
      if (!everywhere) return;
      if (given !== null) this.#remember(given, same);
      else if (meant.name !== null) this.database.run('DELETE FROM voices WHERE name = ?', meant.name);
    });
    return this.of(id);
  }

  #remember(name: string, rows: readonly SpeakerRow[]): void {
    const voices = rows.map(({ voice }) => toVector(voice));
    const mean = Float32Array.from(voices[0] ?? [], (_, i) =>
      voices.reduce((sum, one) => sum + (one[i] ?? 0), 0),
    );
    this.database.run(
      'INSERT INTO voices (name, voice) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET voice = excluded.voice',
      name,
      new Uint8Array(mean.buffer),
    );
  }

  #speakers(id: VideoId): SpeakerRow[] {
    return this.database.all<SpeakerRow>(
      'SELECT number, name, voice FROM speakers WHERE video_id = ? ORDER BY number',
      id,
    );
  }

  #turns(id: VideoId): SpeakerTurn[] {
    return this.database
      .all<TurnRow>('SELECT * FROM speaker_turns WHERE video_id = ? ORDER BY number', id)
      .map(({ from_time: from, to_time: to, speaker, confidence }) => ({ from, to, speaker, confidence }));
  }

  #voices(): { name: string; voice: Float32Array }[] {
    return this.database
      .all<{ name: string; voice: Uint8Array }>('SELECT name, voice FROM voices ORDER BY name')
      .map(({ name, voice }) => ({ name, voice: toVector(voice) }));
  }
}

function toVector(bytes: Uint8Array): Float32Array {
  // A copy: the bytes need not lie at a multiple of four.
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

function mostAlike(
  voice: Float32Array,
  voices: readonly { readonly name: string; readonly voice: Float32Array }[],
): string | null {
  let best: { name: string; likeness: number } | null = null;
  for (const other of voices) {
    const likeness = alike(voice, other.voice);
    if (likeness >= PERHAPS && (best === null || likeness > best.likeness))
      best = { name: other.name, likeness };
  }
  return best?.name ?? null;
}

/** How alike two mean voices are; 0 where they are of two models. */
function alike(a: Float32Array, b: Float32Array): number {
  return a.length === b.length ? cosine(a, b) : 0;
}

/** Names for new numbers: that of the old speaker who holds more than half of what the new one shares with any. */
function carried(
  before: readonly SpeakerRow[],
  old: readonly SpeakerTurn[],
  turns: readonly SpeakerTurn[],
): Map<number, string> {
  const shared = new Map<number, Map<number, Micros>>();
  let first = 0;
  for (const turn of turns) {
    while ((old[first]?.to ?? Number.POSITIVE_INFINITY) <= turn.from) first++;
    for (let i = first; i < old.length && (old[i] as SpeakerTurn).from < turn.to; i++) {
      const other = old[i] as SpeakerTurn;
      const row = shared.get(turn.speaker) ?? new Map<number, Micros>();
      shared.set(turn.speaker, row);
      const length = Math.min(turn.to, other.to) - Math.max(turn.from, other.from);
      row.set(other.speaker, (row.get(other.speaker) ?? 0) + length);
    }
  }
  const names = new Map<number, string>();
  for (const [number, row] of shared) {
    const all = [...row.values()].reduce((a, b) => a + b, 0);
    const [who] = [...row].find(([, length]) => length > all / 2) ?? [null];
    const name = before.find((one) => one.number === who)?.name ?? null;
    if (name !== null) names.set(number, name);
  }
  return names;
}
