import { useStore } from 'zustand';
import type { Settings } from '../../src-shared/settings';
import { settingsStore } from '../stores/settings-store';
import { Row } from '../ui/row';
import { Switch } from '../ui/switch';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
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
        title="Only on mains power"
        text="On its battery the machine rests; films go on from where they were when it is plugged in."
        control={
          <Switch
            label="Only on mains power"
            on={settings.onlyOnMains}
            onChange={(onlyOnMains) => void change({ onlyOnMains })}
          />
        }
      />
      <HoursRow settings={settings} />
      <CoresRow settings={settings} />
      <Row
        title="Tell when long work is done"
        text="By the system, where it took more than a minute and the window is not in front."
        control={
          <Switch
            label="Tell when long work is done"
            on={settings.notifyWhenDone}
            onChange={(notifyWhenDone) => void change({ notifyWhenDone })}
          />
        }
      />
      <Row
        title="Keep the machine awake"
        text="While films are worked on. The screen may still go dark."
        control={
          <Switch
            label="Keep the machine awake"
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
      title="Only at night"
      text="Or at whichever hours you choose. What is under way at their end waits for the next ones."
      control={
        <Switch
          label="Only at night"
          on={workHours !== null}
          onChange={(on) => void change({ workHours: on ? NIGHT : null })}
        />
      }
      below={
        workHours && (
          <p className="work__hours">
            From{' '}
            <Hour
              label="From"
              value={workHours.from}
              onChange={(from) => void change({ workHours: { ...workHours, from } })}
            />{' '}
            to{' '}
            <Hour
              label="To"
              value={workHours.to}
              onChange={(to) => void change({ workHours: { ...workHours, to } })}
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
  return (
    <select
      className="select numbers"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      {HOURS.map((hour) => (
        <option key={hour} value={hour}>
          {`${hour}:00`.padStart(5, '0')}
        </option>
      ))}
    </select>
  );
}

function CoresRow({ settings: { workCores } }: { readonly settings: Settings }) {
  const all = navigator.hardwareConcurrency;
  const offered = [
    ...new Set([...CORES.filter((cores) => cores < all), ...(workCores > 0 ? [workCores] : [])]),
  ];
  return (
    <Row
      title="Processor cores"
      text="Fewer leave the machine to you, and films take longer. Applies from the next film on."
      control={
        <select
          className="select"
          aria-label="Processor cores"
          value={workCores}
          onChange={(event) =>
            void settingsStore.getState().change({ workCores: Number(event.target.value) })
          }
        >
          <option value={0}>All {all}</option>
          {offered
            .toSorted((a, b) => a - b)
            .map((cores) => (
              <option key={cores} value={cores}>
                {cores === 1 ? '1 core' : `${cores} cores`}
              </option>
            ))}
        </select>
      }
    />
  );
}
