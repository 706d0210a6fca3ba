import { Upload } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { errorInLanguage } from '../../src-shared/words/sentences';
import { t } from '../../src-shared/words/words';
import { isOwnDrag } from '../export/drag-out';
import { libraryStore } from '../stores/library-store';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';

/** Files of somewhere else: what is being dragged out of this very window is nothing to be dropped on it. */
function carriesFiles(event: DragEvent): boolean {
  return !isOwnDrag() && (event.dataTransfer?.types.includes('Files') ?? false);
}

/** Takes files and folders dropped anywhere on the window, with an overlay that says so. */
export function DropAnywhere() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Entering a child leaves its parent: only the balance tells when the pointer left the window.
    let depth = 0;
    function onEnter(event: DragEvent): void {
      if (!carriesFiles(event)) return;
      depth += 1;
      setOver(true);
    }
    function onLeave(event: DragEvent): void {
      if (!carriesFiles(event)) return;
      depth -= 1;
      if (depth <= 0) setOver(false);
    }
    function onOver(event: DragEvent): void {
      // Something in the page takes it, and has said as what: a list that is put in order.
      if (event.defaultPrevented) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = carriesFiles(event) ? 'copy' : 'none';
    }
    function onDrop(event: DragEvent): void {
      depth = 0;
      setOver(false);
      if (event.defaultPrevented) return;
      event.preventDefault();
      const files = carriesFiles(event) ? [...(event.dataTransfer?.files ?? [])] : [];
      if (files.length > 0) void libraryStore.getState().addFiles(files);
    }
    const handlers = { dragenter: onEnter, dragleave: onLeave, dragover: onOver, drop: onDrop } as const;
    for (const [name, handler] of Object.entries(handlers)) {
      window.addEventListener(name as keyof typeof handlers, handler);
    }
    return () => {
      for (const [name, handler] of Object.entries(handlers)) {
        window.removeEventListener(name as keyof typeof handlers, handler);
      }
    };
  }, []);
  if (!over) return null;
  return (
    <div className="drop-overlay" role="status">
      <div className="drop-overlay__zone">
        <Upload size={40} strokeWidth={1.25} />
        <p>{t('library.drop')}</p>
      </div>
    </div>
  );
}

/** Lists the files that could not be taken, each with why. */
export function RefusedFiles() {
  const refused = useStore(libraryStore, (state) => state.refused);
  const dismiss = libraryStore.getState().dismissRefused;
  if (refused.length === 0) return null;
  return (
    <Dialog
      title={t('library.refused', { n: refused.length })}
      onClose={dismiss}
      actions={
        <Button tone="primary" onClick={dismiss} data-first>
          {t('library.ok')}
        </Button>
      }
    >
      <ul className="refused selectable">
        {refused.map(({ fileName, error }) => {
          const { message, remedy } = errorInLanguage(error);
          return (
            <li key={fileName}>
              <strong>{fileName}</strong>
              <p>{message}</p>
              <p className="refused__remedy">{remedy}</p>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
