import { useId, useRef, useState } from 'react';
import type { Settings as Values } from '../../src-shared/settings';
import { t } from '../../src-shared/words/words';
import { settingsStore } from '../stores/settings-store';
import { useWantedField } from '../stores/wanted-field';
import { Row } from '../ui/row';
import { Switch } from '../ui/switch';
import { useTakenWithField } from '../ui/taken-with-field';
import { judgeAddress } from './address';

/** Whether and from where models are fetched: the only thing that is connected to other machines for. */
export function NetworkSettings({ settings }: { readonly settings: Values }) {
  const change = settingsStore.getState().change;
  const downloads = useRef<HTMLInputElement>(null);
  useWantedField('downloads', downloads);
  return (
    <section className="setting-group" aria-labelledby="network">
      <h2 id="network" className="page__heading">
        {t('settings.network')}
      </h2>
      <Row
        title={t('settings.network.fetch')}
        text={t('settings.network.fetch.text')}
        control={
          <Switch
            ref={downloads}
            label={t('settings.network.fetch')}
            on={settings.downloads}
            onChange={(downloads) => void change({ downloads })}
          />
        }
      />
      <AddressRow
        title={t('settings.network.mirror')}
        label={t('settings.network.mirror.address')}
        text={t('settings.network.mirror.text')}
        placeholder="https://mirror.example.org"
        value={settings.mirror}
        onStore={(mirror) => void change({ mirror })}
      />
      <AddressRow
        title={t('settings.network.proxy')}
        label={t('settings.network.proxy.address')}
        text={t('settings.network.proxy.text')}
        placeholder="http://proxy.example.org:3128"
        value={settings.proxy}
        onStore={(proxy) => void change({ proxy })}
      />
    </section>
  );
}

/** An address that is judged as one types, and stored when the field is left or Enter pressed, if it can be one. */
function AddressRow({
  title,
  label,
  text,
  placeholder,
  value,
  onStore,
}: {
  readonly title: string;
  /** Of the field. */
  readonly label: string;
  readonly text: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onStore: (address: string) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const wordsId = useId();
  const shown = typed ?? value;
  const judged = judgeAddress(shown);
  function store(): void {
    if (typed === null || judged.error !== null) return;
    setTyped(null);
    if (judged.address !== value) onStore(judged.address);
  }
  useTakenWithField(store);
  const words = judged.error ?? judged.warning;
  return (
    <Row
      title={title}
      text={text}
      control={null}
      below={
        <div className="setting__below">
          <div className="field">
            <input
              type="url"
              aria-label={label}
              aria-invalid={judged.error !== null}
              aria-describedby={wordsId}
              placeholder={placeholder}
              spellCheck={false}
              value={shown}
              onChange={(event) => setTyped(event.target.value)}
              onBlur={store}
              onKeyDown={(event) => {
                if (event.key === 'Enter') store();
                if (event.key === 'Escape' && typed !== null) {
                  // Takes back what was typed; a second Escape leaves the screen.
                  event.stopPropagation();
                  setTyped(null);
                }
              }}
            />
          </div>
          <p
            id={wordsId}
            role="status"
            className={
              judged.error === null
                ? 'setting__words-below'
                : 'setting__words-below setting__words-below--bad'
            }
          >
            {words}
          </p>
        </div>
      }
    />
  );
}
