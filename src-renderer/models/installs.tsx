import { Pause, Play, RotateCw, X } from 'lucide-react';
import { useState } from 'react';
import type { Install } from '../../src-shared/packs';
import { t } from '../../src-shared/words/words';
import { modelsStore } from '../stores/models-store';
import { Button } from '../ui/button';
import { Confirm } from '../ui/dialog';
import { ErrorNote, Progress } from '../ui/states';
import { installAnnouncement, installLine } from './words';

const HEADING = 'on-their-way';

/** Leads to what has just begun: the button that began it is gone, and the focus must not be nowhere. */
export function showInstalls(): void {
  window.requestAnimationFrame(() => document.getElementById(HEADING)?.focus());
}

/** The packs on their way: how far, how fast, and what can be done about each. */
export function Installs({ installs }: { readonly installs: readonly Install[] }) {
  return (
    <section aria-labelledby={HEADING}>
      <h2 id={HEADING} className="page__heading" tabIndex={-1}>
        {t('models.installs')}
      </h2>
      <ul className="installs">
        {installs.map((install) => (
          <Row key={install.id} install={install} />
        ))}
      </ul>
    </section>
  );
}

/** Says aloud what begins and ends, and not each per cent. In the page even while nothing is on its way. */
export function InstallNews({ installs }: { readonly installs: readonly Install[] }) {
  return (
    <div className="visually-hidden" role="status" aria-label={t('models.installs.news')}>
      {installs.map((install) => (
        <p key={install.id}>{installAnnouncement(install)}</p>
      ))}
    </div>
  );
}

function Row({ install }: { readonly install: Install }) {
  const [cancelling, setCancelling] = useState(false);
  const { control } = modelsStore.getState();
  const { id, name, state } = install;
  const running = state === 'running' || state === 'queued';
  return (
    <li className="install" aria-label={name}>
      <div className="install__head">
        <h3>{name}</h3>
        <span className="install__controls">
          {running && (
            <Button
              small
              aria-label={t('models.pauseNamed', { name })}
              onClick={() => void control(id, 'pause')}
            >
              <Pause size={14} /> {t('models.pause')}
            </Button>
          )}
          {state === 'paused' && (
            <Button
              small
              aria-label={t('models.goOnNamed', { name })}
              onClick={() => void control(id, 'resume')}
            >
              <Play size={14} /> {t('models.goOn')}
            </Button>
          )}
          {state === 'failed' && (
            <Button
              small
              aria-label={t('models.againNamed', { name })}
              onClick={() => void control(id, 'resume')}
            >
              <RotateCw size={14} /> {t('models.again')}
            </Button>
          )}
          <Button small aria-label={t('models.cancelNamed', { name })} onClick={() => setCancelling(true)}>
            <X size={14} /> {t('models.cancel')}
          </Button>
        </span>
      </div>
      <Progress
        value={install.progress}
        label={t('models.installing', { name })}
        still={state !== 'running'}
      />
      <p className="install__line numbers">{installLine(install)}</p>
      {install.error && <ErrorNote error={install.error} />}
      {cancelling && (
        <Confirm
          title={t('models.cancel.title', { name })}
          confirm={t('models.cancel.confirm')}
          onClose={() => setCancelling(false)}
          onConfirm={() => void control(id, 'cancel')}
        >
          <p>{t('models.cancel.text')}</p>
        </Confirm>
      )}
    </li>
  );
}
