import { FolderOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { actionLabel } from '../../src-shared/actions';
import { t } from '../../src-shared/words/words';
import { call } from '../api';
import { tellIfItFails } from '../stores/notice-store';
import { updatesStore } from '../stores/updates-store';
import { viewStore } from '../stores/view-store';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Shipped } from './shipped';
import './help.css';

const askInfo = () => call('app.info', undefined);
const askLicences = () => call('app.licences', undefined);

export function About({ onClose }: { readonly onClose: () => void }) {
  const info = useOnce(askInfo);
  const licences = useOnce(askLicences);
  const offer = useStore(updatesStore, (state) => state.status.offer);
  return (
    <Dialog
      title={actionLabel('help.about')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => void tellIfItFails(call('app.showDataFolder', undefined))}>
            <FolderOpen size={15} /> {t('help.about.folder')}
          </Button>
          <Button
            onClick={() => {
              onClose();
              viewStore.getState().go({ name: 'models' });
            }}
          >
            {t('help.about.models')}
          </Button>
        </>
      }
    >
      <div className="about selectable">
        <p className="about__lead">{t('help.about.lead')}</p>
        {info && (
          <p className="numbers">
            {t('help.about.version', {
              version: info.version,
              electron: info.electron,
              platform: info.platform,
            })}
          </p>
        )}
        {offer && <p>{t('help.about.newer', { version: offer.version })}</p>}
        <p>{t('help.about.free')}</p>
        {licences && <Shipped {...licences} />}
      </div>
    </Dialog>
  );
}

/** What main answers to a call, asked once; null until it has come. */
function useOnce<T>(ask: () => Promise<T>): T | null {
  const [value, setValue] = useState<T | null>(null);
  useEffect(() => {
    let shown = true;
    void tellIfItFails(ask()).then((answer) => {
      if (shown) setValue(answer);
    });
    return () => {
      shown = false;
    };
  }, [ask]);
  return value;
}
