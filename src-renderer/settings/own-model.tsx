import { Search } from 'lucide-react';
import { useId, useState } from 'react';
import { loopbackAddress, type OwnModel, type OwnServer, shownModel } from '../../src-shared/own-model';
import type { Settings as Values } from '../../src-shared/settings';
import { t, tParts } from '../../src-shared/words/words';
import { call } from '../api';
import { tellIfItFails } from '../stores/notice-store';
import { settingsStore } from '../stores/settings-store';
import { Button } from '../ui/button';
import { Row } from '../ui/row';
import { Spinner } from '../ui/states';
import { Switch } from '../ui/switch';
import { Parts } from '../ui/words';

/** A language model of the user's own: looked for when the user asks for it, off until one is chosen. */
export function OwnModelSettings({ settings }: { readonly settings: Values }) {
  const { ownModel } = settings;
  const [address, setAddress] = useState('');
  const [key, setKey] = useState(ownModel?.key ?? '');
  const [looking, setLooking] = useState(false);
  const [found, setFound] = useState<readonly OwnServer[] | null>(null);
  const known = address.trim() === '' ? null : loopbackAddress(address);
  const wrong = address.trim() !== '' && known === null;
  async function look(): Promise<void> {
    if (wrong || looking) return;
    setLooking(true);
    setFound(await tellIfItFails(call('models.lookForOwn', { address: known, key: key.trim() })));
    setLooking(false);
  }
  const choose = (chosen: OwnModel | null) => void settingsStore.getState().change({ ownModel: chosen });
  return (
    <section className="setting-group" aria-labelledby="own-model">
      <h2 id="own-model" className="page__heading">
        {t('settings.own')}
      </h2>
      <Row
        title={t('settings.own.title')}
        text={t('settings.own.text')}
        control={
          <Button onClick={() => void look()} disabled={wrong || looking}>
            <Search size={15} /> {t('settings.own.look')}
          </Button>
        }
        below={
          <div className="setting__below own-model">
            {ownModel && <Chosen own={ownModel} onStop={() => choose(null)} />}
            {ownModel && (
              <Reads on={ownModel.reads ?? false} onChange={(on) => choose({ ...ownModel, reads: on })} />
            )}
            <Where
              address={address}
              wrong={wrong}
              onAddress={setAddress}
              onKey={setKey}
              keyValue={key}
              onLook={look}
            />
            <div role="status">
              {looking && <Spinner label={t('settings.own.looking')} />}
              {!looking && found?.length === 0 && <p>{nothingAt(known)}</p>}
            </div>
            {!looking &&
              found?.map((server) => (
                <Server
                  key={server.address}
                  server={server}
                  chosen={ownModel}
                  onChoose={(model) =>
                    choose({ address: server.address, model, key: key.trim(), ...readsToo(ownModel) })
                  }
                />
              ))}
          </div>
        }
      />
    </section>
  );
}

/** What a person chose of another model holds of the next. */
function readsToo(own: OwnModel | null): Pick<OwnModel, 'reads'> {
  return own?.reads ? { reads: true } : {};
}

function nothingAt(address: string | null): string {
  return address === null ? t('settings.own.nothing') : t('settings.own.nothingAt', { address });
}

function Chosen({ own, onStop }: { readonly own: OwnModel; readonly onStop: () => void }) {
  return (
    <p className="own-model__chosen">
      <span>
        <Parts
          of={tParts('settings.own.answers', {
            model: <strong>{shownModel(own.model)}</strong>,
            address: own.address,
          })}
        />
      </span>
      <Button onClick={onStop}>{t('settings.own.stop')}</Button>
    </p>
  );
}

/** Whether it is asked to read questions too. */
function Reads({ on, onChange }: { readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  return (
    <div className="own-model__reads">
      <p>
        <strong>{t('settings.own.reads')}</strong> {t('settings.own.reads.text')}
      </p>
      <Switch label={t('settings.own.reads')} on={on} onChange={onChange} />
    </div>
  );
}

/** Where it is and what it wants to be told, for a server that is not where such programs usually are. */
function Where({
  address,
  wrong,
  keyValue,
  onAddress,
  onKey,
  onLook,
}: {
  readonly address: string;
  readonly wrong: boolean;
  readonly keyValue: string;
  readonly onAddress: (address: string) => void;
  readonly onKey: (key: string) => void;
  readonly onLook: () => Promise<void>;
}) {
  const wordsId = useId();
  const onEnter = (event: { readonly key: string }) => {
    if (event.key === 'Enter') void onLook();
  };
  return (
    <div>
      <div className="own-model__where">
        <div className="field">
          <input
            type="url"
            aria-label={t('settings.own.address')}
            aria-invalid={wrong}
            aria-describedby={wordsId}
            placeholder={t('settings.own.address.usual')}
            spellCheck={false}
            value={address}
            onChange={(event) => onAddress(event.target.value)}
            onKeyDown={onEnter}
          />
        </div>
        <div className="field">
          <input
            type="password"
            aria-label={t('settings.own.key')}
            placeholder={t('settings.own.key.hint')}
            autoComplete="off"
            value={keyValue}
            onChange={(event) => onKey(event.target.value)}
            onKeyDown={onEnter}
          />
        </div>
      </div>
      <p
        id={wordsId}
        role="status"
        className={wrong ? 'setting__words-below setting__words-below--bad' : 'setting__words-below'}
      >
        {wrong && t('settings.own.onlyHere')}
        {!wrong && keyValue.trim() !== '' && t('settings.own.keyKept')}
      </p>
    </div>
  );
}

function Server({
  server: { address, name, models, elsewhere, wantsKey },
  chosen,
  onChoose,
}: {
  readonly server: OwnServer;
  readonly chosen: OwnModel | null;
  readonly onChoose: (model: string) => void;
}) {
  const group = useId();
  const at = chosen?.address === address ? chosen.model : null;
  return (
    <fieldset className="own-model__server">
      <legend>{name === null ? address : t('settings.own.server', { name, address })}</legend>
      {models.map((model) => (
        <label key={model} className="own-model__model">
          <input type="radio" name={group} checked={model === at} onChange={() => onChoose(model)} />
          <span title={model}>{shownModel(model)}</span>
        </label>
      ))}
      {wantsKey && <p>{t('settings.own.wantsKey')}</p>}
      {!wantsKey && models.length === 0 && <p>{t('settings.own.noModel')}</p>}
      {elsewhere > 0 && <p>{t('settings.own.elsewhere', { n: elsewhere })}</p>}
    </fieldset>
  );
}
