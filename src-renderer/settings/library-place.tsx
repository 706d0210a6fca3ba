import { FolderOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { EventPayload, Output } from '../../src-shared/ipc';
import { call, listen } from '../api';
import { tellIfItFails } from '../stores/notice-store';
import { Button } from '../ui/button';
import { Row } from '../ui/row';
import { Progress } from '../ui/states';

type Copying = EventPayload<'library.copying'>;

/** Where the library lies, and the ways to another place, to a backup and back from one. */
export function LibraryPlace() {
  const [place, setPlace] = useState<Output<'library.place'> | null>(null);
  const [copying, setCopying] = useState<Copying>(null);
  useEffect(() => {
    const stop = listen('library.copying', setCopying);
    void tellIfItFails(call('library.place', undefined)).then((told) => told && setPlace(told));
    return stop;
  }, []);
  const busy = copying !== null;
  return (
    <>
      <Row
        title="Library folder"
        text={`Indexes, transcripts, chats and collections are kept there. Your videos stay where they are.${place ? ` It is ${place.folder}.` : ''}`}
        control={
          <Button onClick={() => void tellIfItFails(call('app.showDataFolder', undefined))}>
            <FolderOpen size={15} /> Show folder
          </Button>
        }
        below={
          <div className="setting__buttons">
            <Button disabled={busy} onClick={() => void tellIfItFails(call('library.move', undefined))}>
              Move the library…
            </Button>
            <Button disabled={busy} onClick={() => void tellIfItFails(call('library.openOther', undefined))}>
              Open another library…
            </Button>
            {place && !place.isUsual && (
              <Button
                disabled={busy}
                onClick={() => void tellIfItFails(call('library.openUsual', undefined))}
              >
                Back to the usual one
              </Button>
            )}
            {copying && <CopyProgress copying={copying} />}
          </div>
        }
      />
      <Row
        title="Backup of the library"
        text="One file with what is known of your films and all that you made: transcripts with corrections, names, chats, collections, settings. Indexes are not in it: they stay in the library folder, or are made anew."
        control={
          <div className="setting__buttons">
            <Button onClick={() => void tellIfItFails(call('library.backUp', undefined))}>Back up…</Button>
            <Button onClick={() => void tellIfItFails(call('library.restore', undefined))}>Restore…</Button>
          </div>
        }
      />
    </>
  );
}

function CopyProgress({ copying }: { readonly copying: NonNullable<Copying> }) {
  const { done, total } = copying;
  return (
    <>
      <Progress label="Copying the library" value={total === 0 ? 1 : done / total} />
      <Button onClick={() => void tellIfItFails(call('library.stopMove', undefined))}>Stop</Button>
    </>
  );
}
