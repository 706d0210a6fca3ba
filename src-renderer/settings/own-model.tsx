import { Search } from 'lucide-react';
import { useId, useState } from 'react';
import { loopbackAddress, type OwnModel, type OwnServer, shownModel } from '../../src-shared/own-model';
import type { Settings as Values } from '../../src-shared/settings';
import { call } from '../api';
import { tellIfItFails } from '../stores/notice-store';
import { settingsStore } from '../stores/settings-store';
import { Button } from '../ui/button';
import { Row } from '../ui/row';
import { Spinner } from '../ui/states';

const TEXT =
  'If you run a language model yourself (with Ollama, LM Studio, Jan, llama.cpp or the like), it can write the answers. It gets your question and the passages that are found for it, and of what it writes you are shown only what these bear out. Longtake looks for it when you press the button, and connects to this computer alone; what the other program does with what it is given is up to that program.';

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
        A model of your own
      </h2>
      <Row
        title="Answer with a model on this computer"
        text={TEXT}
        control={
          <Button onClick={() => void look()} disabled={wrong || looking}>
            <Search size={15} /> Look for one
          </Button>
        }
        below={
          <div className="setting__below own-model">
            {ownModel && <Chosen own={ownModel} onStop={() => choose(null)} />}
            <Where
              address={address}
              wrong={wrong}
              onAddress={setAddress}
              onKey={setKey}
              keyValue={key}
              onLook={look}
            />
            <div role="status">
              {looking && <Spinner label="Looking on this computer" />}
              {!looking && found?.length === 0 && <p>{nothingAt(known)}</p>}
            </div>
            {!looking &&
              found?.map((server) => (
                <Server
                  key={server.address}
                  server={server}
                  chosen={ownModel}
                  onChoose={(model) => choose({ address: server.address, model, key: key.trim() })}
                />
              ))}
          </div>
        }
      />
    </section>
  );
}

function nothingAt(address: string | null): string {
  return address === null
    ? 'Nothing was found where such programs usually are. Start yours (in LM Studio and Jan, its local server), or type its address.'
    : `No language model was found at ${address}.`;
}

function Chosen({ own, onStop }: { readonly own: OwnModel; readonly onStop: () => void }) {
  return (
    <p className="own-model__chosen">
      <span>
        <strong>{shownModel(own.model)}</strong> answers, at {own.address}.
      </span>
      <Button onClick={onStop}>Stop using it</Button>
    </p>
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
            aria-label="Address of your model"
            aria-invalid={wrong}
            aria-describedby={wordsId}
            placeholder="Where such programs usually are, or http://localhost:8080"
            spellCheck={false}
            value={address}
            onChange={(event) => onAddress(event.target.value)}
            onKeyDown={onEnter}
          />
        </div>
        <div className="field">
          <input
            type="password"
            aria-label="Key of your model"
            placeholder="Key, if it wants one"
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
        {wrong &&
          'Only this computer can be asked: an address such as http://localhost:8080 or http://127.0.0.1:8080.'}
        {!wrong && keyValue.trim() !== '' && 'The key is kept unencrypted in your library folder.'}
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
      <legend>{name === null ? address : `${name}, at ${address}`}</legend>
      {models.map((model) => (
        <label key={model} className="own-model__model">
          <input type="radio" name={group} checked={model === at} onChange={() => onChoose(model)} />
          <span title={model}>{shownModel(model)}</span>
        </label>
      ))}
      {wantsKey && <p>It wants a key: type it above, and look again.</p>}
      {!wantsKey && models.length === 0 && <p>It has no model that runs on this computer: load one there.</p>}
      {elsewhere > 0 && (
        <p>
          {elsewhere === 1 ? 'One model is' : `${elsewhere} models are`} left out: that program has other
          machines run {elsewhere === 1 ? 'it' : 'them'}.
        </p>
      )}
    </fieldset>
  );
}
