import { useStore } from 'zustand';
import type { Settings } from '../../src-shared/settings';
import { t, tParts } from '../../src-shared/words/words';
import { settingsStore } from '../stores/settings-store';
import { Row } from '../ui/row';
import { Select } from '../ui/select';
import { Switch } from '../ui/switch';
import { Parts } from '../ui/words';

const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: hour,
  label: `${hour}:00`.padStart(5, '0'),
}));
/** What "at night" is until somebody says otherwise. */
const NIGHT = { from: 22, to: 7 } as const;
/** Shares of the processor that are offered. */
const CORES = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32];

/** When films are worked on, with how much of the machine, and what the system tells of it. */
export function WorkOptions() {
  const settings = useStore(settingsStore, (state) => state.settings);
  if (!settings) return null;
  const change = settingsStore.getState().change;
  return (
    <>
      <Row
        title={t('jobs.mains')}
        text={t('jobs.mains.text')}
        control={
          <Switch
            label={t('jobs.mains')}
            on={settings.onlyOnMains}
            onChange={(onlyOnMains) => void change({ onlyOnMains })}
          />
        }
      />
      <HoursRow settings={settings} />
      <CoresRow settings={settings} />
      <Row
        title={t('jobs.notify')}
        text={t('jobs.notify.text')}
        control={
          <Switch
            label={t('jobs.notify')}
            on={settings.notifyWhenDone}
            onChange={(notifyWhenDone) => void change({ notifyWhenDone })}
          />
        }
      />
      <Row
        title={t('jobs.awake')}
        text={t('jobs.awake.text')}
        control={
          <Switch
            label={t('jobs.awake')}
            on={settings.keepAwake}
            onChange={(keepAwake) => void change({ keepAwake })}
          />
        }
      />
    </>
  );
}

function HoursRow({ settings }: { readonly settings: Settings }) {
  const { workHours } = settings;
  const change = settingsStore.getState().change;
  return (
    <Row
      title={t('jobs.hours')}
      text={t('jobs.hours.text')}
      control={
        <Switch
          label={t('jobs.hours')}
          on={workHours !== null}
          onChange={(on) => void change({ workHours: on ? NIGHT : null })}
        />
      }
      below={
        workHours && (
          <p className="work__hours">
            <Parts
              of={tParts('jobs.hours.range', {
                from: (
                  <Hour
                    label={t('jobs.hours.from')}
                    value={workHours.from}
                    onChange={(from) => void change({ workHours: { ...workHours, from } })}
                  />
                ),
                to: (
                  <Hour
                    label={t('jobs.hours.to')}
                    value={workHours.to}
                    onChange={(to) => void change({ workHours: { ...workHours, to } })}
                  />
                ),
              })}
            />
          </p>
        )
      }
    />
  );
}

function Hour({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (hour: number) => void;
}) {
  return <Select label={label} className="numbers" value={value} options={HOURS} onChange={onChange} />;
}

function CoresRow({ settings: { workCores } }: { readonly settings: Settings }) {
  const all = navigator.hardwareConcurrency;
  const offered = [
    ...new Set([...CORES.filter((cores) => cores < all), ...(workCores > 0 ? [workCores] : [])]),
  ];
  return (
    <Row
      title={t('jobs.cores')}
      text={t('jobs.cores.text')}
      control={
        <Select
          label={t('jobs.cores')}
          value={workCores}
          options={[
            { value: 0, label: t('jobs.cores.all', { n: all }) },
            ...offered
              .toSorted((a, b) => a - b)
              .map((cores) => ({ value: cores, label: t('jobs.cores.some', { n: cores }) })),
          ]}
          onChange={(workCores) => void settingsStore.getState().change({ workCores })}
        />
      }
    />
  );
}
