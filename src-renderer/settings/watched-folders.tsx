import { FolderPlus, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { WatchedFolderInfo } from '../../src-shared/folders';
import { t } from '../../src-shared/words/words';
import { call, listen } from '../api';
import { tellIfItFails } from '../stores/notice-store';
import { Button, IconButton } from '../ui/button';
import { Row } from '../ui/row';

/** Folders whose new films are added by themselves. */
export function WatchedFolders() {
  const [folders, setFolders] = useState<readonly WatchedFolderInfo[]>([]);
  useEffect(() => {
    const stop = listen('folders.changed', setFolders);
    void tellIfItFails(call('folders.list', undefined)).then((list) => list && setFolders(list));
    return stop;
  }, []);
  return (
    <Row
      title={t('settings.watched')}
      text={t('settings.watched.text')}
      control={
        <Button onClick={() => void tellIfItFails(call('folders.add', undefined))}>
          <FolderPlus size={15} /> {t('settings.watched.add')}
        </Button>
      }
      below={
        folders.length > 0 && (
          <ul className="watched" aria-label={t('settings.watched')}>
            {folders.map(({ id, name, state, waiting }) => (
              <li key={id}>
                <span className="watched__name">{name}</span>
                <span className="watched__state numbers">
                  {state === 'missing'
                    ? t('settings.watched.missing')
                    : waiting > 0
                      ? t('settings.watched.waiting', { n: waiting })
                      : ''}
                </span>
                <IconButton
                  label={t('settings.watched.stopNamed', { name })}
                  hint={t('settings.watched.stop')}
                  small
                  onClick={() => void tellIfItFails(call('folders.remove', { id }))}
                >
                  <X size={14} />
                </IconButton>
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
