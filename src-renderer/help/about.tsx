import { FolderOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Output } from '../../src-shared/ipc';
import { call } from '../api';
import { tellIfItFails } from '../stores/notice-store';
import { viewStore } from '../stores/view-store';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import './help.css';

export function About({ onClose }: { readonly onClose: () => void }) {
  const [info, setInfo] = useState<Output<'app.info'> | null>(null);
  useEffect(() => {
    let shown = true;
    void tellIfItFails(call('app.info', undefined)).then((value) => {
      if (shown) setInfo(value);
    });
    return () => {
      shown = false;
    };
  }, []);
  return (
    <Dialog
      title="About Longtake"
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => void tellIfItFails(call('app.showDataFolder', undefined))}>
            <FolderOpen size={15} /> Show library folder
          </Button>
          <Button
            onClick={() => {
              onClose();
              viewStore.getState().go({ name: 'models' });
            }}
          >
            Models and licences
          </Button>
        </>
      }
    >
      <div className="about selectable">
        <p className="about__lead">Ask questions of long local videos. Nothing leaves your machine.</p>
        {info && (
          <p className="numbers">
            Version {info.version} · Electron {info.electron} · {info.platform}
          </p>
        )}
        <p>Free software under the Apache License 2.0.</p>
      </div>
    </Dialog>
  );
}
