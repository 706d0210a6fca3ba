// The screen of settings.

import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { actionLabel } from '../../src-shared/actions';
import type { Settings as Values } from '../../src-shared/settings';
import { type LanguageChoice, languageChoice } from '../../src-shared/words/language';
import { formatNumber } from '../../src-shared/words/numbers';
import { sentenceInLanguage } from '../../src-shared/words/sentences';
import { t } from '../../src-shared/words/words';
import { copyDiagnostics } from '../help/diagnostics';
import { WorkOptions } from '../jobs/options';
import { deviceName } from '../models/words';
import { modelsStore } from '../stores/models-store';
import { settingsStore } from '../stores/settings-store';
import { viewStore } from '../stores/view-store';
import { Button } from '../ui/button';
import { Row } from '../ui/row';
import { Segmented } from '../ui/segmented';
import { Select } from '../ui/select';
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
import { UpdateSettings } from './updates';
import { WatchedFolders } from './watched-folders';
import './settings.css';

const THEMES: readonly Values['theme'][] = ['system', 'light', 'dark'];

export function Settings() {
  const settings = useStore(settingsStore, (state) => state.settings);
  useEffect(() => void modelsStore.getState().loadMachine(), []);
  return (
    <main className="page">
      <header className="bar">
        <h1 className="bar__title">{t('settings.title')}</h1>
      </header>
      <div className="page__scroll">
        <div className="page__column">
          {settings ? <Form settings={settings} /> : <Spinner label={t('settings.loading')} />}
        </div>
      </div>
    </main>
  );
}

function Form({ settings }: { readonly settings: Values }) {
  const change = settingsStore.getState().change;
  return (
    <>
      <Row title={t('settings.appearance')} control={<ThemeChoice theme={settings.theme} />} />
      <Row
        title={t('settings.language')}
        text={t('settings.language.text')}
        control={<LanguageChoices chosen={settings.language} />}
      />
      <FramesRow value={settings.framesPerSecond} />
      <Row
        title={t('settings.transcribe')}
        text={t('settings.transcribe.text')}
        control={
          <Switch
            label={t('settings.transcribe')}
            on={settings.transcribe}
            onChange={(transcribe) => void change({ transcribe })}
          />
        }
      />
      <Row
        title={t('settings.voices')}
        text={t('settings.voices.text')}
        control={
          <Switch
            label={t('settings.voices')}
            on={settings.tellSpeakers}
            onChange={(tellSpeakers) => void change({ tellSpeakers })}
          />
        }
      />
      <TrackSettings settings={settings} />
      <KeySettings own={settings.keys} />
      <DeviceRow device={settings.device} />
      <section className="setting-group" aria-label={t('settings.work')}>
        <h2 className="page__heading">{t('settings.work')}</h2>
        <WorkOptions />
      </section>
      <ProgramsRow />
      <OwnModelSettings settings={settings} />
      <NetworkSettings settings={settings} />
      <UpdateSettings settings={settings} />
      <WatchedFolders />
      <LibraryPlace />
      <LibraryBytes />
      <Row
        title={t('settings.diagnostics')}
        text={t('settings.diagnostics.text')}
        control={<Button onClick={() => void copyDiagnostics()}>{actionLabel('help.diagnostics')}</Button>}
      />
      <Row
        title={t('settings.about')}
        text={t('settings.about.text')}
        control={
          <Button onClick={() => viewStore.getState().showDialog('about')}>
            {actionLabel('help.about')}
          </Button>
        }
      />
    </>
  );
}

function ThemeChoice({ theme }: { readonly theme: Values['theme'] }) {
  return (
    <Segmented
      label={t('settings.theme')}
      value={theme}
      options={THEMES.map((key) => ({ value: key, label: t(`settings.theme.${key}`) }))}
      onChange={(theme) => void settingsStore.getState().change({ theme })}
    />
  );
}

/** Whether the language was chosen here just now: the whole window is drawn anew, and the focus is to be where it was. */
let chosenHere = false;

function LanguageChoices({ chosen }: { readonly chosen: LanguageChoice }) {
  const checked = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (chosenHere) checked.current?.focus();
    chosenHere = false;
  }, []);
  return (
    <Segmented
      label={t('settings.language')}
      value={chosen}
      options={languageChoice.options.map((key) => ({
        value: key,
        label: t(`settings.language.${key}`),
        ...(key === 'system' ? {} : { lang: key }),
      }))}
      chosenRef={checked}
      onChange={(language) => {
        chosenHere = true;
        void settingsStore.getState().change({ language });
      }}
    />
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
      title={t('settings.frames')}
      text={t('settings.frames.text')}
      control={<output className="setting__value numbers">{formatNumber(shown, 1)}</output>}
      below={
        <div className="setting__below">
          <input
            type="range"
            className="slider"
            aria-label={t('settings.frames')}
            aria-valuetext={t('settings.frames.value', { n: formatNumber(shown, 1) })}
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
            <span>{t('settings.frames.least')}</span>
            <span className="numbers">{t('settings.frames.hour', { n: perHour(shown) })}</span>
            <span>{t('settings.frames.most')}</span>
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
      title={t('settings.device')}
      text={report ? sentenceInLanguage(report.why) : t('settings.device.text')}
      control={
        <Select<Values['device']>
          label={t('settings.device')}
          value={device}
          options={[
            { value: 'auto', label: t('settings.device.auto') },
            ...[...(known ? [] : [device]), ...offered.map((one) => one.device)].map((one) => ({
              value: one,
              label: deviceName(one),
            })),
          ]}
          onChange={(device) => void settingsStore.getState().change({ device })}
        />
      }
    />
  );
}
