import { Check, Package, X } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Device, DeviceReport, PackSummary } from '../../src-shared/domain';
import { settingsStore } from '../stores/settings-store';
import { Button } from '../ui/button';
import { formatBytes } from '../ui/format';
import { ErrorNote, Spinner } from '../ui/states';
import './models.css';

export const DEVICE_NAMES: Readonly<Record<Device, string>> = {
  cpu: 'Processor (CPU)',
  cuda: 'NVIDIA graphics (CUDA)',
  dml: 'Graphics (DirectML)',
  coreml: 'Apple Core ML',
  webgpu: 'Graphics (WebGPU)',
};
const PROVIDES: Readonly<Record<PackSummary['provides'][number], string>> = {
  frames: 'Sees frames',
  text: 'Understands text',
  answers: 'Writes answers',
  speech: 'Transcribes speech',
};

/** The model packs on this machine, with their licences, and the device that runs them. */
export function Models() {
  const { packs, devices, error } = useStore(settingsStore);
  useEffect(() => void settingsStore.getState().loadMachine(), []);
  return (
    <main className="page">
      <header className="bar">
        <h1 className="bar__title">Models</h1>
      </header>
      <div className="page__scroll">
        <div className="page__column">
          {error && (
            <>
              <ErrorNote error={error} />
              <Button onClick={() => void settingsStore.getState().loadMachine()}>Try again</Button>
            </>
          )}
          <section aria-labelledby="packs">
            <h2 id="packs" className="page__heading">
              Packs
            </h2>
            <p className="page__lead">
              A pack is a set of models that watches, listens and answers. It runs on this machine; nothing
              leaves it.
            </p>
            {packs
              ? packs.map((pack) => <Pack key={pack.id} pack={pack} />)
              : !error && <Spinner label="Loading" />}
          </section>
          <section aria-labelledby="device">
            <h2 id="device" className="page__heading">
              Device
            </h2>
            {devices ? <Devices report={devices} /> : !error && <Spinner label="Trying the devices" />}
          </section>
        </div>
      </div>
    </main>
  );
}

function Pack({ pack }: { readonly pack: PackSummary }) {
  return (
    <article className="tile" aria-label={pack.name}>
      <div className="tile__head">
        <Package size={18} aria-hidden="true" />
        <h3>
          {pack.name} <span className="tile__version numbers">{pack.version}</span>
        </h3>
        {pack.builtIn && <span className="tag">Built in</span>}
        <span className="tile__size numbers">{formatBytes(pack.bytes)}</span>
      </div>
      <p className="selectable">{pack.description}</p>
      <ul className="tile__tags" aria-label="What it does">
        {pack.provides.map((part) => (
          <li className="tag" key={part}>
            {PROVIDES[part]}
          </li>
        ))}
      </ul>
      {pack.error && <ErrorNote error={pack.error} />}
      <h4>Parts and licences</h4>
      <ul className="licences">
        {pack.licences.map((licence) => (
          <li key={licence.part}>
            <details>
              <summary>
                {licence.part} <span className="licences__name">{licence.name}</span>
              </summary>
              <pre className="licences__text selectable">{licence.text}</pre>
            </details>
          </li>
        ))}
      </ul>
    </article>
  );
}

function Devices({ report }: { readonly report: DeviceReport }) {
  return (
    <>
      <p className="page__lead selectable">
        <strong>{DEVICE_NAMES[report.chosen]}</strong> is used. {report.why}
      </p>
      <ul className="devices">
        {report.candidates.map((candidate) => (
          <li key={candidate.device} data-chosen={candidate.device === report.chosen}>
            {candidate.usable ? (
              <Check size={15} aria-label="Usable" className="devices__yes" />
            ) : (
              <X size={15} aria-label="Not usable" />
            )}
            <span>{DEVICE_NAMES[candidate.device]}</span>
            <span className="devices__why selectable">{candidate.why}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
