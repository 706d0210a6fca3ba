import { isUnderstood, type Segment } from '../../../src-shared/analysis';
import type { VideoId } from '../../../src-shared/primitives';
import { heardKey, type TranscriptInfo, type Transcripts } from '../../../src-shared/transcripts';
import type { Database } from './database';
import { NotFound } from './errors';
import { fittingTranscript } from './fitting-transcript';
import type {
  FileTranscript,
  KeptLine,
  KeptTranscript,
  SegmentRepository,
  TranscriptRepository,
  VideoRepository,
} from './types';

/** The transcripts of the videos; see TranscriptRepository. */
export class StoredTranscripts implements TranscriptRepository {
  constructor(
    private readonly database: Database,
    private readonly videos: VideoRepository,
    private readonly segments: SegmentRepository,
  ) {}

  show(id: VideoId, key: string, byHand: boolean): void {
    this.database.transaction(() => {
      const known = this.#listed(id);
      if (!known.list.some((one) => one.key === key)) throw new NotFound('transcript');
      this.#swap(id, known.shown, key);
      this.videos.setTranscripts(id, { ...known, shown: key, byHand: byHand || known.byHand });
    });
  }

  chooseAudio(id: VideoId, audio: number): void {
    this.database.transaction(() => {
      if (!this.videos.get(id).media.audio[audio]) throw new NotFound('sound track');
      const known = this.#listed(id);
      const key = heardKey(audio);
      this.#swap(id, known.shown, key);
      this.videos.setTranscripts(id, { ...known, audio, shown: key, byHand: true });
    });
  }

  growHeard(id: VideoId, audio: number, segments: readonly Segment[]): void {
    this.database.transaction(() => {
      if (this.#showsHeard(id, audio)) this.segments.put(id, segments);
    });
  }

  storeHeard(id: VideoId, audio: number, segments: readonly Segment[], silent: readonly number[]): void {
    this.database.transaction(() => {
      const key = heardKey(audio);
      if (this.#showsHeard(id, audio)) this.segments.replace(id, 'speech', segments);
      else this.#replaceKept(id, key, segments);
      const { media, transcripts: known } = this.videos.get(id);
      const track = media.audio[audio];
      // A film with one track of sound, in a language that nobody has told apart, needs no list.
      const language = spokenMost(segments);
      const told = silent.length > 0 || known.list.length > 0 || language !== null;
      // In a film without sound nothing was heard, and nothing is said to have been.
      if (media.audio.length === 0 || (media.audio.length === 1 && !told)) return;
      const info: TranscriptInfo = {
        ...{ key, origin: 'heard', audio, lines: segments.length },
        language: language ?? track?.language ?? null,
        title: track?.title ?? null,
      };
      this.videos.setTranscripts(id, { ...known, list: withInfo(known.list, info), silent: [...silent] });
    });
  }

  storeFromFile(id: VideoId, found: readonly FileTranscript[]): void {
    this.database.transaction(() => {
      for (const { info, segments } of found) {
        const known = this.#listed(id);
        if (known.shown === info.key) this.segments.replace(id, 'speech', segments);
        else this.#replaceKept(id, info.key, segments);
        this.videos.setTranscripts(id, { ...known, list: withInfo(known.list, info) });
      }
      const { media, transcripts } = this.videos.get(id);
      const fitting = transcripts.byHand ? null : fittingTranscript(media, transcripts);
      if (fitting !== null) this.show(id, fitting, false);
    });
  }

  lines(id: VideoId, key: string): Segment[] {
    if (this.videos.get(id).transcripts.shown === key) return this.segments.list(id, 'speech');
    const kept = this.#kept(id, key);
    if (kept === null) throw new NotFound('transcript');
    return kept.map(({ segment, correction }) => ({ ...segment, text: correction ?? segment.text }));
  }

  kept(id: VideoId): KeptTranscript[] {
    const sql = 'SELECT transcript, lines FROM kept_transcripts WHERE video_id = ? ORDER BY transcript';
    return this.database
      .all<{ transcript: string; lines: string }>(sql, id)
      .map(({ transcript: key, lines }) => ({ key, lines: JSON.parse(lines) as KeptLine[] }));
  }

  putKept(id: VideoId, kept: readonly KeptTranscript[]): void {
    this.database.transaction(() => {
      this.database.run('DELETE FROM kept_transcripts WHERE video_id = ?', id);
      for (const { key, lines } of kept) this.#keep(id, key, lines);
    });
  }

  /** Whether what is heard in a sound track is what is shown. Another track's makes room for it: the film's own was chosen. */
  #showsHeard(id: VideoId, audio: number): boolean {
    const key = heardKey(audio);
    const { transcripts: known } = this.videos.get(id);
    if (known.shown === key) return true;
    if (originOf(known, known.shown) !== 'heard') return false;
    this.#swap(id, known.shown, key);
    this.videos.setTranscripts(id, { ...this.#listed(id), shown: key });
    return true;
  }

  /** What is known, with the transcript that was made before there was a list. */
  #listed(id: VideoId): Transcripts {
    const { media, transcripts: known } = this.videos.get(id);
    if (known.list.some(({ key }) => key === known.shown)) return known;
    const lines = this.segments.list(id, 'speech').length;
    if (lines === 0) return known;
    const audio = Number(/\d+$/.exec(known.shown)?.[0] ?? 0);
    const track = media.audio[audio];
    const info: TranscriptInfo = {
      ...{ key: known.shown, origin: 'heard', audio, lines },
      ...{ language: track?.language ?? null, title: track?.title ?? null },
    };
    return { ...known, list: withInfo(known.list, info) };
  }

  #swap(id: VideoId, from: string, to: string): void {
    if (from === to) return;
    this.#keep(id, from, this.segments.takeOut(id, 'speech'));
    this.segments.putBack(id, this.#kept(id, to) ?? []);
    this.database.run('DELETE FROM kept_transcripts WHERE video_id = ? AND transcript = ?', id, to);
  }

  /** Replaces the lines of a transcript that is not shown; what people corrected in it goes over as in one that is. */
  #replaceKept(id: VideoId, key: string, segments: readonly Segment[]): void {
    const kept = this.#kept(id, key);
    if (!kept?.some(({ correction, shape }) => correction !== null || shape !== undefined)) {
      this.#keep(
        id,
        key,
        segments.map((segment) => ({ segment, correction: null })),
      );
      return;
    }
    const shown = this.segments.takeOut(id, 'speech');
    this.segments.putBack(id, kept);
    this.segments.replace(id, 'speech', segments);
    this.#keep(id, key, this.segments.takeOut(id, 'speech'));
    this.segments.putBack(id, shown);
  }

  #keep(id: VideoId, key: string, lines: readonly KeptLine[]): void {
    this.database.run(
      'INSERT OR REPLACE INTO kept_transcripts (video_id, transcript, lines) VALUES (?, ?, ?)',
      id,
      key,
      JSON.stringify(lines),
    );
  }

  #kept(id: VideoId, key: string): KeptLine[] | null {
    const row = this.database.get<{ lines: string }>(
      'SELECT lines FROM kept_transcripts WHERE video_id = ? AND transcript = ?',
      id,
      key,
    );
    return row && (JSON.parse(row.lines) as KeptLine[]);
  }
}

/** The language that a model heard most of, by letters; null where it tells none apart. */
function spokenMost(segments: readonly Segment[]): string | null {
  const letters = new Map<string, number>();
  for (const line of segments) {
    if (line.language === undefined || !isUnderstood(line)) continue;
    letters.set(line.language, (letters.get(line.language) ?? 0) + line.text.length);
  }
  const [most] = [...letters].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? null;
}

function originOf(known: Transcripts, key: string): TranscriptInfo['origin'] {
  return known.list.find((one) => one.key === key)?.origin ?? 'heard';
}

/** The list with one more in it, or in its place; those heard come first. */
function withInfo(list: readonly TranscriptInfo[], info: TranscriptInfo): TranscriptInfo[] {
  const there = list.findIndex(({ key }) => key === info.key);
  const next = there < 0 ? [...list, info] : list.with(there, info);
  const heard = next
    .filter(({ origin }) => origin === 'heard')
    .sort((a, b) => (a.audio ?? 0) - (b.audio ?? 0));
  return [...heard, ...next.filter(({ origin }) => origin !== 'heard')];
}
