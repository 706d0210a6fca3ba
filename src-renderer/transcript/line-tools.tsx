import { BookA, Replace } from 'lucide-react';
import { useState } from 'react';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { IconButton } from '../ui/button';
import { GlossaryDialog } from './glossary-dialog';
import { ReplaceDialog } from './replace-dialog';

/** What changes many lines at once. */
export function LineTools({ video, empty }: { readonly video: Video; readonly empty: boolean }) {
  const [open, setOpen] = useState<'glossary' | 'replace' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <IconButton
        label={t('transcript.replace.open')}
        small
        disabled={empty}
        onClick={() => setOpen('replace')}
      >
        <Replace size={14} />
      </IconButton>
      <IconButton label={t('transcript.terms.open')} small onClick={() => setOpen('glossary')}>
        <BookA size={14} />
      </IconButton>
      {open === 'glossary' && <GlossaryDialog video={video} onClose={close} />}
      {open === 'replace' && <ReplaceDialog video={video} onClose={close} />}
    </>
  );
}
