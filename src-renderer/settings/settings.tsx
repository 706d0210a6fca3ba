// The screen of settings.
import { useEffect, useId, useState } from 'react';
import { useStore } from 'zustand';
import type { Settings as Values } from '../../src-shared/settings';
import { copyDiagnostics } from '../help/diagnostics';
import { WorkOptions } from '../jobs/options';
import { DEVICE_NAMES } from '../models/devices';
import { modelsStore } from '../stores/models-store';
import { settingsStore } from '../stores/settings-store';
import { viewStore } from '../stores/view-store';
import { Button } from '../ui/button';
import { Row } from '../ui/row';
import { Spinner } from '../ui/states';
import { Switch } from '../ui/switch';
import { perHour } from './frames';
import { KeySettings } from './keys';
import { LibraryBytes } from './library-bytes';
import { LibraryPlace } from './library-place';
import { NetworkSettings } from './network';
import { OwnModelSettings } from './own-model';
import { ProgramsRow } from './programs';
import { TrackSettings } from './tracks';
import { WatchedFolders } from './watched-folders';
import './settings.css';

const THEMES: Readonly<Record<Values['theme'], string>> = { system: 'System', light: 'Light', dark: 'Dark' };

export function Settings() {
  const settings = useStore(settingsStore, (state) => state.settings);
  useEffect(() => void modelsStore.getState().loadMachine(), []);
  return (
    <main className="page">
      <header className="bar">
        <h1 className="bar__title">Settings</h1>
      </header>
      <div className="page__scroll">
        <div className="page__column">
          {settings ? <Form settings={settings} /> : <Spinner label="Loading the settings" />}
        </div>
      </div>
    </main>
  );
}

function Form({ settings }: { readonly settings: Values }) {
  const change = settingsStore.getState().change;
  return (
    <>
      <Row title="Appearance" control={<ThemeChoice theme={settings.theme} />} />
      <FramesRow value={settings.framesPerSecond} />
      <Row
        title="Transcribe speech"
        text="Speech becomes a transcript (English, or what the chosen speech model knows) that can be searched, asked about and exported. Applies to videos indexed from now on, and to one that you index again."
        control={
          <Switch
            label="Transcribe speech"
            on={settings.transcribe}
            onChange={(transcribe) => void change({ transcribe })}
          />
        }
      />
      <Row
        title="Tell voices apart"
        text="The transcript says who speaks: Speaker 1, Speaker 2, until you name them. Applies to videos indexed from now on, and to one that you index again."
        control={
          <Switch
            label="Tell voices apart"
            on={settings.tellSpeakers}
            onChange={(tellSpeakers) => void change({ tellSpeakers })}
          />
        }
      />
      <TrackSettings settings={settings} />
      <KeySettings own={settings.keys} />
      <DeviceRow device={settings.device} />
      <section className="setting-group" aria-label="Work on films">
        <h2 className="page__heading">Work on films</h2>
        <WorkOptions />
      </section>
      <ProgramsRow />
      <OwnModelSettings settings={settings} />
      <NetworkSettings settings={settings} />
      <WatchedFolders />
      <LibraryPlace />
      <LibraryBytes />
      <Row
        title="Diagnostics"
        text="What is of use to whoever helps with a fault: versions, this machine, devices, settings, the log. Titles, folders and words of films are left out."
        control={<Button onClick={() => void copyDiagnostics()}>Copy diagnostics</Button>}
      />
      <Row
        title="About"
        text="Version, licence and where the models come from."
        control={<Button onClick={() => viewStore.getState().showDialog('about')}>About Longtake</Button>}
      />
    </>
  );
}

function ThemeChoice({ theme }: { readonly theme: Values['theme'] }) {
  const name = useId();
  return (
    <div className="segmented" role="radiogroup" aria-label="Theme">
      {(Object.keys(THEMES) as Values['theme'][]).map((key) => (
        <label key={key}>
          <input
            type="radio"
            name={name}
            checked={theme === key}
            onChange={() => void settingsStore.getState().change({ theme: key })}
          />
          {THEMES[key]}
        </label>
      ))}
    </div>
  );
}

function FramesRow({ value }: { readonly value: number }) {
  // While the hand is on the slider only the number moves; the setting is stored when it lets go.
  const [moving, setMoving] = useState<number | null>(null);
  const shown = moving ?? value;
  function store(): void {
    if (moving === null) return;
    setMoving(null);
    if (moving !== value) void settingsStore.getState().change({ framesPerSecond: moving });
  }
  return (
    <Row
      title="Frames a second"
      text="How many frames of each second are looked at. More finds shorter moments and takes longer: indexing time and index size grow with it. One a second suits most films. Applies to videos indexed from now on, and to one that you index again."
      control={<output className="setting__value numbers">{shown.toFixed(1)}</output>}
      below={
        <div className="setting__below">
          <input
            type="range"
            className="slider"
            aria-label="Frames a second"
            aria-valuetext={`${shown.toFixed(1)} frames a second`}
            min={0.2}
            max={4}
            step={0.1}
            value={shown}
            onChange={(event) => setMoving(Math.round(Number(event.target.value) * 10) / 10)}
            onPointerUp={store}
            onKeyUp={store}
            onBlur={store}
          />
          <p className="setting__scale">
            <span>Every 5 s</span>
            <span className="numbers">{perHour(shown)} an hour of film</span>
            <span>4 a second</span>
          </p>
        </div>
      }
    />
  );
}

function DeviceRow({ device }: { readonly device: Values['device'] }) {
  const report = useStore(modelsStore, (state) => state.devices);
  const offered = (report?.candidates ?? []).filter((one) => one.supported || one.device === device);
  const known = device === 'auto' || offered.some((one) => one.device === device);
  return (
    <Row
      title="Device"
      text={report ? report.why : 'Which part of the machine runs the models.'}
      control={
        <select
          className="select"
          aria-label="Device"
          value={device}
          onChange={(event) => {
            const chosen = [...offered.map((one) => one.device), 'auto' as const].find(
              (one) => one === event.target.value,
            );
            if (chosen) void settingsStore.getState().change({ device: chosen });
          }}
        >
          <option value="auto">Best available</option>
          {!known && <option value={device}>{DEVICE_NAMES[device]}</option>}
          {offered.map((one) => (
            <option key={one.device} value={one.device}>
              {DEVICE_NAMES[one.device]}
            </option>
          ))}
        </select>
      }
    />
  );
}
