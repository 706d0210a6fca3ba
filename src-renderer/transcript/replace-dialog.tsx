import { useState } from 'react';
import { useStore } from 'zustand';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { editLines } from '../stores/line-edits';
import { linesOf, transcriptStore } from '../stores/transcript-store';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { findMarks } from '../ui/marks';

/** Puts other words in the place of some in all that is said, as one step. */
export function ReplaceDialog({ video, onClose }: { readonly video: Video; readonly onClose: () => void }) {
  const [find, setFind] = useState('');
  const [replacement, setReplacement] = useState('');
  const [wholeWords, setWholeWords] = useState(true);
  const [matchCase, setMatchCase] = useState(false);
  const segments = useStore(transcriptStore, (state) => state.segments);
  const lines = linesOf(segments, 'speech').filter(({ text }) => findMarks(text, find).length > 0).length;

  async function replace(): Promise<void> {
    const edit = {
      kind: 'replace',
      find: find.trim(),
      replacement: replacement.trim(),
      wholeWords,
      matchCase,
    } as const;
    if (await editLines(video.id, 'speech', edit)) onClose();
  }
  return (
    <Dialog
      title={t('transcript.replace')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('transcript.cancel')}</Button>
          <Button tone="primary" disabled={find.trim() === ''} onClick={() => void replace()}>
            {t('transcript.replace.all')}
          </Button>
        </>
      }
    >
      <form
        className="glossary"
        onSubmit={(event) => {
          event.preventDefault();
          if (find.trim() !== '') void replace();
        }}
      >
        <label className="glossary__field">
          <span>{t('transcript.replace.find')}</span>
          <input data-first value={find} maxLength={200} onChange={(event) => setFind(event.target.value)} />
        </label>
        <label className="glossary__field">
          <span>{t('transcript.replace.by')}</span>
          <input
            value={replacement}
            maxLength={200}
            onChange={(event) => setReplacement(event.target.value)}
          />
        </label>
        <label>
          <input
            type="checkbox"
            checked={wholeWords}
            onChange={(event) => setWholeWords(event.target.checked)}
          />{' '}
          {t('transcript.replace.whole')}
        </label>
        <label>
          <input
            type="checkbox"
            checked={matchCase}
            onChange={(event) => setMatchCase(event.target.checked)}
          />{' '}
          {t('transcript.replace.case')}
        </label>
        <p role="status">
          {find.trim() === '' ? t('transcript.replace.kept') : t('transcript.replace.in', { n: lines })}
        </p>
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </form>
    </Dialog>
  );
}
