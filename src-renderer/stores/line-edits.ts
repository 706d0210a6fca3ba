import { createStore } from 'zustand/vanilla';
import type { SegmentSource } from '../../src-shared/analysis';
import type { LineEdit } from '../../src-shared/glossary';
import type { VideoId } from '../../src-shared/primitives';
import { call } from '../api';
import { noticeStore, tellIfItFails } from './notice-store';
import { transcriptStore } from './transcript-store';

/** A step that was done, and can be undone and done again. Whatever keeps steps calls the two in turn. */
export interface Undoable {
  /** What was done: "Split the line". */
  readonly label: string;
  readonly do: () => Promise<boolean>;
  readonly undo: () => Promise<boolean>;
}

interface LineEditsState {
  /** The last step on the open video's lines that was not undone. */
  readonly last: { readonly videoId: VideoId; readonly step: Undoable } | null;
}

export const lineEditsStore = createStore<LineEditsState>()(() => ({ last: null }));

const WORDS: Readonly<Record<LineEdit['kind'], (places: number) => string>> = {
  split: () => 'Split the line',
  join: () => 'Joined two lines',
  unshape: () => 'Took the line back',
  replace: (places) => `Replaced in ${places === 1 ? '1 place' : `${places} places`}`,
  terms: (places) => `Corrected ${places === 1 ? '1 name or term' : `${places} names and terms`}`,
};
const NOTHING: Readonly<Partial<Record<LineEdit['kind'], string>>> = {
  replace: 'Nothing was found to be replaced.',
  terms: 'No doubtful word is like a name or term of the lists.',
};

/**
 * Changes lines of a video as one step. @returns the step, to be undone and done again; null where nothing was changed, which the
 * user is told
 */
export async function editLines(
  videoId: VideoId,
  source: SegmentSource,
  edit: LineEdit,
): Promise<Undoable | null> {
  const done = await tellIfItFails(call('index.editLines', { videoId, source, edit }));
  if (done === null) return null;
  if (done.edit === null) {
    noticeStore.getState().info(NOTHING[edit.kind] ?? 'Nothing was changed.');
    return null;
  }
  await show(videoId);
  const step = stepOf(videoId, WORDS[edit.kind](done.places), done.edit);
  lineEditsStore.setState({ last: { videoId, step } });
  return step;
}

/** Main names a step anew each time that it is undone or done: this keeps the name of the one that comes next. */
function stepOf(videoId: VideoId, label: string, edit: string): Undoable {
  let next = edit;
  const turn = async (): Promise<boolean> => {
    const turned = await tellIfItFails(call('index.undoLines', { edit: next }));
    if (turned?.edit == null) return false;
    next = turned.edit;
    await show(videoId);
    return true;
  };
  return { label, do: turn, undo: turn };
}

/** Undoes the last step, where it is one of this video. */
export async function undoLast(videoId: VideoId): Promise<void> {
  const { last } = lineEditsStore.getState();
  if (last?.videoId !== videoId) return;
  lineEditsStore.setState({ last: null });
  await last.step.undo();
}

async function show(videoId: VideoId): Promise<void> {
  const store = transcriptStore.getState();
  if (store.videoId === videoId) await store.load(videoId);
}
