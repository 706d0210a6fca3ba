import { Pause, Play, RotateCw, X } from 'lucide-react';
import { useState } from 'react';
import type { Install } from '../../src-shared/packs';
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
        On their way
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
    <div className="visually-hidden" role="status" aria-label="News of installs">
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
            <Button small aria-label={`Pause ${name}`} onClick={() => void control(id, 'pause')}>
              <Pause size={14} /> Pause
            </Button>
          )}
          {state === 'paused' && (
            <Button small aria-label={`Go on with ${name}`} onClick={() => void control(id, 'resume')}>
              <Play size={14} /> Go on
            </Button>
          )}
          {state === 'failed' && (
            <Button small aria-label={`Try ${name} again`} onClick={() => void control(id, 'resume')}>
              <RotateCw size={14} /> Try again
            </Button>
          )}
          <Button small aria-label={`Cancel ${name}…`} onClick={() => setCancelling(true)}>
            <X size={14} /> Cancel…
          </Button>
        </span>
      </div>
      <Progress value={install.progress} label={`Installing ${name}`} still={state !== 'running'} />
      <p className="install__line numbers">{installLine(install)}</p>
      {install.error && <ErrorNote error={install.error} />}
      {cancelling && (
        <Confirm
          title={`Cancel ${name}?`}
          confirm="Cancel and delete"
          onClose={() => setCancelling(false)}
          onConfirm={() => void control(id, 'cancel')}
        >
          <p>
            What has been fetched so far is deleted. Pause instead, and it goes on from where it is: today,
            tomorrow, or after a restart.
          </p>
        </Confirm>
      )}
    </li>
  );
}
