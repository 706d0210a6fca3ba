import type { SegmentSource } from '../../src-shared/analysis';
import type { LineEdit } from '../../src-shared/glossary';
import type { VideoId } from '../../src-shared/primitives';
import { t } from '../../src-shared/words/words';
import { call } from '../api';
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
  split: () => ({ said: t('stores.split'), label: t('stores.split.step') }),
  join: () => ({ said: t('stores.join'), label: t('stores.join.step') }),
  unshape: () => ({ said: t('stores.unshape'), label: t('stores.unshape.step') }),
  replace: (places) => ({ said: t('stores.replace', { n: places }), label: t('stores.replace.step') }),
  terms: (places) => ({
    said: t('stores.terms', { n: places }),
    label: t('stores.terms.step'),
  }),
};
/** What is said where nothing was changed. */
function nothingWords(kind: LineEdit['kind']): string {
  if (kind === 'replace') return t('stores.replace.none');
  return kind === 'terms' ? t('stores.terms.none') : t('stores.unchanged');
}

/** Changes lines of a video as one step, which can be undone. @returns whether anything was changed; the user is told where not */
export async function editLines(videoId: VideoId, source: SegmentSource, edit: LineEdit): Promise<boolean> {
  const done = await tellIfItFails(call('index.editLines', { videoId, source, edit }));
  if (done === null) return false;
  if (done.edit === null) {
    noticeStore.getState().hint(nothingWords(edit.kind));
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
