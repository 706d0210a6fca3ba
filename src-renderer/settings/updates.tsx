import { useStore } from 'zustand';
import type { Settings as Values } from '../../src-shared/settings';
import { RELEASES, type UpdateStatus } from '../../src-shared/updates';
import { formatDate, formatNumber } from '../../src-shared/words/numbers';
import { t } from '../../src-shared/words/words';
import { call } from '../api';
import { tellIfItFails } from '../stores/notice-store';
import { settingsStore } from '../stores/settings-store';
import { updatesStore } from '../stores/updates-store';
import { Button } from '../ui/button';
import { Row } from '../ui/row';
import { ErrorNote } from '../ui/states';
import { Switch } from '../ui/switch';

const WHEN = { dateStyle: 'long', timeStyle: 'short' } as const;

/** Whether Longtake looks for newer versions of itself, and what it found. */
export function UpdateSettings({ settings }: { readonly settings: Values }) {
  const status = useStore(updatesStore, (state) => state.status);
  const looks = settings.updates && settings.downloads;
  return (
    <Row
      title={t('settings.updates')}
      text={t('settings.updates.text', { host: new URL(RELEASES).host })}
      control={
        <Switch
          label={t('settings.updates')}
          on={settings.updates}
          onChange={(updates) => void settingsStore.getState().change({ updates })}
        />
      }
      below={
        settings.updates ? (
          <div className="setting__below updates">
            {looks ? <Found status={status} /> : <p role="status">{t('settings.updates.noNetwork')}</p>}
          </div>
        ) : null
      }
    />
  );
}

function Found({ status }: { readonly status: UpdateStatus }) {
  const { offer, error, state } = status;
  return (
    <>
      <p role="status">{lineOf(status)}</p>
      {offer && offer.notes !== '' && (
        <details>
          <summary>{t('settings.updates.new')}</summary>
          {/* Words from outside: as text alone. */}
          <pre className="updates__notes selectable">{offer.notes}</pre>
        </details>
      )}
      <div className="setting__buttons">
        {offer && <Actions status={status} />}
        <Button
          disabled={state === 'checking' || state === 'fetching'}
          onClick={() => void updatesStore.getState().check()}
        >
          {t('settings.updates.check')}
        </Button>
      </div>
      {error && <ErrorNote error={error} />}
    </>
  );
}

function Actions({ status: { installs, state } }: { readonly status: UpdateStatus }) {
  const run = (method: 'updates.fetch' | 'updates.install' | 'updates.openPage') => () =>
    void tellIfItFails(call(method, undefined));
  return (
    <>
      {installs && state !== 'ready' && (
        <Button tone="primary" disabled={state !== 'idle'} onClick={run('updates.fetch')}>
          {t('settings.updates.fetch')}
        </Button>
      )}
      {state === 'ready' && (
        <Button tone="primary" onClick={run('updates.install')}>
          {t('settings.updates.install')}
        </Button>
      )}
      <Button tone={installs ? 'plain' : 'primary'} onClick={run('updates.openPage')}>
        {t('settings.updates.page')}
      </Button>
    </>
  );
}

function lineOf({ state, progress, offer, checkedAt }: UpdateStatus): string {
  const version = offer?.version ?? '';
  if (state === 'checking') return t('settings.updates.checking');
  if (state === 'fetching')
    return t('settings.updates.fetching', { version, percent: formatNumber(progress * 100) });
  if (state === 'ready') return t('settings.updates.ready', { version });
  if (offer) return t('settings.updates.offer', { version });
  if (checkedAt === null) return t('settings.updates.never');
  return t('settings.updates.none', { when: formatDate(checkedAt, WHEN, 'en-GB') });
}
