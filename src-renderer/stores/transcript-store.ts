import { createStore } from 'zustand/vanilla';
import type { Segment, SegmentSource } from '../../src-shared/analysis';
import type { UserError } from '../../src-shared/errors';
import type { VideoId } from '../../src-shared/primitives';
import { type FilmSpeakers, NO_SPEAKERS } from '../../src-shared/speakers';
import { t } from '../../src-shared/words/words';
import { asUserError, call, listen } from '../api';
import { noticeStore } from './notice-store';
import { undoStore } from './undo-store';

/** A line being rewritten: what was typed so far, and why it could not be kept, where that was tried. */
export interface LineEdit {
  readonly text: string;
  readonly error: UserError | null;
}

/** The open video's lines: what is said in it and what is written in its picture. */
export interface TranscriptState {
  readonly videoId: VideoId | null;
  readonly status: 'loading' | 'ready' | 'failed';
  readonly error: UserError | null;
  /** Speech and writing, ascending by time. */
  readonly segments: readonly Segment[];
  /** Who says them. */
  readonly speakers: FilmSpeakers;
  /** By video and line: see `editKey`. Outlives the panel and the video's being shown, so that nothing typed is lost. */
  readonly edits: ReadonlyMap<string, LineEdit>;
  readonly load: (videoId: VideoId) => Promise<void>;
  readonly beginEdit: (segment: Segment) => void;
  readonly type: (segment: Segment, text: string) => void;
  readonly cancelEdit: (segment: Segment) => void;
  /** Shows the typed words at once; where main refuses them, the line is as it was and the words are still to be edited. */
  readonly saveEdit: (segment: Segment) => Promise<void>;
  /** Names a speaker, and whoever is shown alike; null takes the name back. Resolves to why that cannot be. */
  readonly renameSpeaker: (
    number: number,
    name: string | null,
    everywhere: boolean,
  ) => Promise<UserError | null>;
  /** Puts what the model made of it back. */
  readonly takeBack: (segment: Segment) => Promise<void>;
}

type LineName = Pick<Segment, 'source' | 'id'>;

/** A line's name within its video. */
export function lineKey({ source, id }: LineName): string {
  return `${source}-${id}`;
}

export function editKey(videoId: VideoId, line: LineName): string {
  return `${videoId}/${lineKey(line)}`;
}

/** The lines of one source, in the same order. */
export function linesOf(segments: readonly Segment[], source: SegmentSource): readonly Segment[] {
  return segments.filter((segment) => segment.source === source);
}

function emptyLine(): UserError {
  return {
    code: 'BadRequest',
    message: t('stores.line.empty'),
    remedy: t('stores.line.empty.remedy'),
  };
}

/** The line with a person's words in it; null puts the model's back. */
function corrected(segment: Segment, text: string | null): Segment {
  const { heard = segment.text, ...rest } = segment;
  return text === null || text === heard ? { ...rest, text: heard } : { ...rest, text, heard };
}

export function createTranscriptStore() {
  return createStore<TranscriptState>()((set, get) => {
    function setEdit(key: string, edit: LineEdit | null): void {
      const edits = new Map(get().edits);
      if (edit) edits.set(key, edit);
      else edits.delete(key);
      set({ edits });
    }
    function show(videoId: VideoId, line: Segment): void {
      const key = lineKey(line);
      if (get().videoId !== videoId) return;
      set({ segments: get().segments.map((one) => (lineKey(one) === key ? line : one)) });
    }
    /** Why it failed; null where it did not. */
    async function correct(
      videoId: VideoId,
      segment: Segment,
      text: string | null,
    ): Promise<UserError | null> {
      let error: UserError | null = null;
      const before = segment.heard === undefined ? null : segment.text;
      const put = async (words: string | null, line: Segment) => {
        error = await send(videoId, line, words);
        // Where it was typed the failure stands with the words; where it is undone or done again it has to be told.
        return error === null;
      };
      const again = async (words: string | null) => {
        const now =
          get().videoId === videoId ? get().segments.find((one) => lineKey(one) === lineKey(segment)) : null;
        if (await put(words, now ?? segment)) return true;
        if (error) noticeStore.getState().error(error);
        return false;
      };
      // At once, whatever is still to be done before it.
      show(videoId, corrected(segment, text));
      let first = true;
      await undoStore.getState().perform({
        label: text === null ? t('stores.line.takeBack') : t('stores.line.correct'),
        do: () => {
          const done = first ? put(text, segment) : again(text);
          first = false;
          return done;
        },
        undo: () => again(before),
      });
      return error;
    }
    async function send(videoId: VideoId, segment: Segment, text: string | null): Promise<UserError | null> {
      show(videoId, corrected(segment, text));
      try {
        const { source, id: segmentId } = segment;
        show(videoId, await call('index.correct', { videoId, source, segmentId, text }));
        return null;
      } catch (thrown) {
        show(videoId, segment);
        return asUserError(thrown);
      }
    }
    return {
      videoId: null,
      status: 'loading',
      error: null,
      segments: [],
      speakers: NO_SPEAKERS,
      edits: new Map(),
      load: async (videoId) => {
        if (get().videoId !== videoId)
          set({ videoId, status: 'loading', error: null, segments: [], speakers: NO_SPEAKERS });
        try {
          const [segments, speakers] = await Promise.all([
            call('index.transcript', { videoId }),
            call('index.speakers', { videoId }),
          ]);
          // Another video may have been opened meanwhile.
          if (get().videoId === videoId) set({ status: 'ready', error: null, segments, speakers });
        } catch (thrown) {
          if (get().videoId === videoId) set({ status: 'failed', error: asUserError(thrown) });
        }
      },
      beginEdit: (segment) => {
        const { videoId, edits } = get();
        if (videoId === null || edits.has(editKey(videoId, segment))) return;
        setEdit(editKey(videoId, segment), { text: segment.text, error: null });
      },
      type: (segment, text) => {
        const { videoId } = get();
        if (videoId !== null) setEdit(editKey(videoId, segment), { text, error: null });
      },
      cancelEdit: (segment) => {
        const { videoId } = get();
        if (videoId !== null) setEdit(editKey(videoId, segment), null);
      },
      saveEdit: async (segment) => {
        const { videoId, edits } = get();
        const edit = videoId === null ? undefined : edits.get(editKey(videoId, segment));
        if (videoId === null || !edit) return;
        const key = editKey(videoId, segment);
        const text = edit.text.trim();
        if (text === '') return setEdit(key, { ...edit, error: emptyLine() });
        setEdit(key, null);
        if (text === segment.text) return;
        const error = await correct(videoId, segment, text);
        if (error) setEdit(key, { text: edit.text, error });
      },
      renameSpeaker: async (number, name, everywhere) => {
        const { videoId } = get();
        if (videoId === null) return null;
        const before = get().speakers.speakers;
        const put = async (wanted: string | null, known: boolean) => {
          const speakers = await call('index.renameSpeaker', {
            videoId,
            number,
            name: wanted,
            everywhere: known,
          });
          if (get().videoId === videoId) set({ speakers });
        };
        try {
          await put(name, everywhere);
          const was = before.find((one) => one.number === number);
          // Two that became one, or were one, are not parted by another name.
          const alone = before.every(
            (one) => one === was || (one.shown !== name && one.shown !== was?.shown),
          );
          if (was && alone) {
            undoStore.getState().note({
              label: t('stores.speaker.step', { name: was.shown }),
              do: () => put(name, everywhere),
              undo: () => put(was.name, false),
            });
          }
          return null;
        } catch (thrown) {
          return asUserError(thrown);
        }
      },
      takeBack: async (segment) => {
        const { videoId } = get();
        if (videoId === null) return;
        const error = await correct(videoId, segment, null);
        if (error) setEdit(editKey(videoId, segment), { text: segment.text, error });
      },
    };
  });
}

export const transcriptStore = createTranscriptStore();

/** Loads anew when main says that the open video's transcript grew. */
export function followTranscript(store = transcriptStore): () => void {
  return listen('index.changed', ({ videoId, what }) => {
    if (what === 'transcript' && videoId === store.getState().videoId) void store.getState().load(videoId);
  });
}
