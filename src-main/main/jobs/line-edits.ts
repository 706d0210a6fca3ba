import { randomUUID } from 'node:crypto';
import { isUnderstood, type SegmentSource } from '../../../src-shared/analysis';
import { LongtakeError } from '../../../src-shared/errors';
import type { LineEdit, LineEdited } from '../../../src-shared/glossary';
import type { VideoId } from '../../../src-shared/primitives';
import {
  apply,
  joinLines,
  placesOf,
  rewordLines,
  splitLine,
  undoing,
  unshapeLine,
} from '../../base/library/line-edits';
import { spell, textWith } from '../../base/library/spelling';
import type { Library, LineChange } from '../../base/library/types';
import type { Corrections } from './corrections';

/** Changes that can be undone; of more the oldest are forgotten. */
const MOST = 200;
const NOTHING: LineEdited = { edit: null, lines: 0, places: 0 };

/** What an undo would have to go over. */
export class ChangedSince extends LongtakeError {
  constructor() {
    super(
      'BadRequest',
      'These lines were changed again since, so this cannot be undone.',
      'Take the later change back first, or correct the lines by hand.',
    );
  }
}

type Of = { readonly id: VideoId; readonly source: SegmentSource };
type Replacing = Extract<LineEdit, { kind: 'replace' }>;

/** Changes lines of transcripts in their shape or in many places at once, each as one step that can be undone. */
export class LineEditor {
  readonly #changes = new Map<string, LineChange>();

  constructor(
    private readonly library: Library,
    private readonly corrections: Pick<Corrections, 'renew'>,
  ) {}

  /** @throws NotFound, BadRequest where a line cannot be split there */
  edit(id: VideoId, source: SegmentSource, edit: LineEdit): LineEdited {
    const of = { id: this.library.videos.get(id).id, source };
    return this.library.transaction(() => {
      if (edit.kind === 'replace') return this.#replace(of, edit);
      if (edit.kind === 'terms') return this.#spell(of);
      const change = this.#shape(of, edit);
      return this.#done(change, 1);
    });
  }

  /** Undoes what an edit did; what it answers undoes that. @throws ChangedSince */
  undo(edit: string): LineEdited {
    const change = this.#changes.get(edit);
    if (!change) throw new ChangedSince();
    const back = undoing(change);
    try {
      this.library.transaction(() => apply(this.library.segments, back));
    } catch (error) {
      if (error instanceof LongtakeError && error.code === 'NotFound') throw new ChangedSince();
      throw error;
    }
    this.#changes.delete(edit);
    return this.#done(back, back.added.length);
  }

  #shape(of: Of, edit: Exclude<LineEdit, { kind: 'replace' | 'terms' }>): LineChange {
    const { segments } = this.library;
    if (edit.kind === 'join') return joinLines(segments, of, edit.segmentId);
    if (edit.kind === 'unshape') return unshapeLine(segments, of, edit.segmentId);
    try {
      return splitLine(segments, of, edit.segmentId, edit.at);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new LongtakeError(
        'BadRequest',
        'A line of one word cannot be split.',
        'Put the cursor between two words.',
      );
    }
  }

  #replace(of: Of, edit: Replacing): LineEdited {
    const texts = new Map<number, string>();
    let places = 0;
    for (const line of this.library.segments.list(of.id, of.source)) {
      if (!isUnderstood(line)) continue;
      const found = placesOf(line.text, edit);
      let text = line.text;
      for (const [from, to] of found.toReversed())
        text = text.slice(0, from) + edit.replacement + text.slice(to);
      text = text.replace(/\s+/g, ' ').trim();
      // A line cannot be empty, and one that would be the same is not changed.
      if (found.length === 0 || text === line.text || text === '') continue;
      texts.set(line.id, text);
      places += found.length;
    }
    return texts.size === 0 ? NOTHING : this.#done(rewordLines(this.library.segments, of, texts), places);
  }

  #spell(of: Of): LineEdited {
    const terms = this.library.glossary.of(of.id);
    const texts = new Map<number, string>();
    let places = 0;
    for (const line of this.library.segments.list(of.id, of.source)) {
      // What a person wrote is as it is to be.
      if (line.heard !== undefined || !isUnderstood(line)) continue;
      const found = spell(line.words, terms);
      if (found.length === 0) continue;
      texts.set(line.id, textWith(line.words, found));
      places += found.length;
    }
    return texts.size === 0
      ? NOTHING
      : this.#done(rewordLines(this.library.segments, of, texts, true), places);
  }

  #done(change: LineChange, places: number): LineEdited {
    const edit = randomUUID();
    this.#changes.set(edit, change);
    for (const oldest of this.#changes.keys()) {
      if (this.#changes.size <= MOST) break;
      this.#changes.delete(oldest);
    }
    this.corrections.renew(change.id, change.source);
    return { edit, lines: change.added.length, places };
  }
}
