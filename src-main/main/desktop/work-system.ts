import { type BrowserWindow, Notification, powerMonitor, powerSaveBlocker } from 'electron';
import type { Surroundings } from '../jobs/hold';
import type { WorkSystem } from './work-signs';

/** Milliseconds between two looks at the clock. */
const LOOK_EVERY = 60_000;

/** The system's own signs of work, by Electron. @param onClick a person clicked on what was told */
export function workSystem(window: () => BrowserWindow | null, onClick: () => void): WorkSystem {
  let blocker: number | null = null;
  return {
    progress(value, still) {
      // Over 1 is a bar that tells nothing; below 0 takes it away.
      window()?.setProgressBar(value ?? -1, { mode: still ? 'paused' : 'normal' });
    },
    keepAwake(on) {
      if (on) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
      else if (blocker !== null) {
        powerSaveBlocker.stop(blocker);
        blocker = null;
      }
    },
    isSeen: () => window()?.isFocused() ?? false,
    notify(title, body) {
      if (!Notification.isSupported()) return;
      const told = new Notification({ title, body });
      told.on('click', onClick);
      told.show();
    },
  };
}

/** Whether the machine runs on its battery, and what hour it is. Not before the app is ready. */
export function surroundings(): Surroundings {
  return { onBattery: powerMonitor.isOnBatteryPower(), hour: new Date().getHours() };
}

/** Calls when what `surroundings` says may be another thing. @returns what ends it */
export function onSurroundings(changed: () => void): () => void {
  powerMonitor.on('on-ac', changed);
  powerMonitor.on('on-battery', changed);
  const timer = setInterval(changed, LOOK_EVERY);
  return () => {
    powerMonitor.off('on-ac', changed);
    powerMonitor.off('on-battery', changed);
    clearInterval(timer);
  };
}
