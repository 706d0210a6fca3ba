import { FolderPlus, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { WatchedFolderInfo } from '../../src-shared/folders';
import { call, listen } from '../api';
import { tellIfItFails } from '../stores/notice-store';
import { Button, IconButton } from '../ui/button';
import { count } from '../ui/format';
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
      title="Watched folders"
      text="Films that come into them are added and indexed by themselves, once they have stopped growing. Nothing is ever removed: a film that is gone from its folder stays in the library, and one that you remove from the library stays away."
      control={
        <Button onClick={() => void tellIfItFails(call('folders.add', undefined))}>
          <FolderPlus size={15} /> Watch a folder…
        </Button>
      }
      below={
        folders.length > 0 && (
          <ul className="watched" aria-label="Watched folders">
            {folders.map(({ id, name, state, waiting }) => (
              <li key={id}>
                <span className="watched__name">{name}</span>
                <span className="watched__state numbers">
                  {state === 'missing'
                    ? 'Not there now'
                    : waiting > 0
                      ? `${count(waiting, 'file')} not at rest yet`
                      : ''}
                </span>
                <IconButton
                  label={`Stop watching ${name}`}
                  hint="Stop watching"
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
