import { FolderOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { EventPayload, Output } from '../../src-shared/ipc';
import { t } from '../../src-shared/words/words';
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
        title={t('settings.folder')}
        text={`${t('settings.folder.text')}${place ? ` ${t('settings.folder.is', { folder: place.folder })}` : ''}`}
        control={
          <Button onClick={() => void tellIfItFails(call('app.showDataFolder', undefined))}>
            <FolderOpen size={15} /> {t('settings.folder.show')}
          </Button>
        }
        below={
          <div className="setting__buttons">
            <Button disabled={busy} onClick={() => void tellIfItFails(call('library.move', undefined))}>
              {t('settings.folder.move')}
            </Button>
            <Button disabled={busy} onClick={() => void tellIfItFails(call('library.openOther', undefined))}>
              {t('settings.folder.other')}
            </Button>
            {place && !place.isUsual && (
              <Button
                disabled={busy}
                onClick={() => void tellIfItFails(call('library.openUsual', undefined))}
              >
                {t('settings.folder.usual')}
              </Button>
            )}
            {copying && <CopyProgress copying={copying} />}
          </div>
        }
      />
      <Row
        title={t('settings.backup')}
        text={t('settings.backup.text')}
        control={
          <div className="setting__buttons">
            <Button onClick={() => void tellIfItFails(call('library.backUp', undefined))}>
              {t('settings.backup.write')}
            </Button>
            <Button onClick={() => void tellIfItFails(call('library.restore', undefined))}>
              {t('settings.backup.restore')}
            </Button>
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
      <Progress label={t('settings.folder.copying')} value={total === 0 ? 1 : done / total} />
      <Button onClick={() => void tellIfItFails(call('library.stopMove', undefined))}>
        {t('settings.folder.stop')}
      </Button>
    </>
  );
}
