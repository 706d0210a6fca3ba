import { BookA, Replace, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { Video } from '../../src-shared/video';
import { lineEditsStore, undoLast } from '../stores/line-edits';
import { IconButton } from '../ui/button';
import { GlossaryDialog } from './glossary-dialog';
import { ReplaceDialog } from './replace-dialog';

/** What changes many lines at once, and the way back. */
export function LineTools({ video, empty }: { readonly video: Video; readonly empty: boolean }) {
  const [open, setOpen] = useState<'glossary' | 'replace' | null>(null);
  const last = useStore(lineEditsStore, (state) => (state.last?.videoId === video.id ? state.last : null));
  const close = () => setOpen(null);
  return (
    <>
      {last && (
        <IconButton label={`Undo: ${last.step.label}`} small onClick={() => void undoLast(video.id)}>
          <Undo2 size={14} />
        </IconButton>
      )}
      <IconButton label="Replace in all lines…" small disabled={empty} onClick={() => setOpen('replace')}>
        <Replace size={14} />
      </IconButton>
      <IconButton label="Names and terms…" small onClick={() => setOpen('glossary')}>
        <BookA size={14} />
      </IconButton>
      {open === 'glossary' && <GlossaryDialog video={video} onClose={close} />}
      {open === 'replace' && <ReplaceDialog video={video} onClose={close} />}
    </>
  );
}
