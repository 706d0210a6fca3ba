import type { SegmentSource } from '../../src-shared/analysis';
import type { LineEdit } from '../../src-shared/glossary';
import type { VideoId } from '../../src-shared/primitives';
import { call } from '../api';
import { count } from '../ui/format';
import { noticeStore, tellIfItFails } from './notice-store';
import { transcriptStore } from './transcript-store';
import { type UndoStep, undoing, undoStore } from './undo-store';

interface Words {
  /** What was done, for a notice. */
  readonly said: string;
  /** The same behind "Undo". */
  readonly label: string;
}
const WORDS: Readonly<Record<LineEdit['kind'], (places: number) => Words>> = {
  split: () => ({ said: 'The line was split.', label: 'splitting of a line' }),
  join: () => ({ said: 'The lines were joined.', label: 'joining of two lines' }),
  unshape: () => ({ said: 'The line is as it was heard.', label: 'taking back of a line' }),
  replace: (places) => ({ said: `Replaced in ${count(places, 'place')}.`, label: 'replacing in all lines' }),
  terms: (places) => ({
    said: `Corrected ${count(places, 'name or term', 'names and terms')}.`,
    label: 'correction by names and terms',
  }),
};
const NOTHING: Readonly<Partial<Record<LineEdit['kind'], string>>> = {
  replace: 'Nothing was found to be replaced.',
  terms: 'No doubtful word is like a name or term of the lists.',
};

/** Changes lines of a video as one step, which can be undone. @returns whether anything was changed; the user is told where not */
export async function editLines(videoId: VideoId, source: SegmentSource, edit: LineEdit): Promise<boolean> {
  const done = await tellIfItFails(call('index.editLines', { videoId, source, edit }));
  if (done === null) return false;
  if (done.edit === null) {
    noticeStore.getState().info(NOTHING[edit.kind] ?? 'Nothing was changed.');
    return false;
  }
  await show(videoId);
  const { said, label } = WORDS[edit.kind](done.places);
  const step = stepOf(videoId, label, done.edit);
  undoStore.getState().note(step);
  noticeStore.getState().info(said, undoing(step));
  return true;
}

/** Main names a step anew each time that it is undone or done: this keeps the name of the one that comes next. */
function stepOf(videoId: VideoId, label: string, edit: string): UndoStep {
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

async function show(videoId: VideoId): Promise<void> {
  const store = transcriptStore.getState();
  if (store.videoId === videoId) await store.load(videoId);
}
