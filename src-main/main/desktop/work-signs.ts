import type { WorkStatus } from '../../../src-shared/jobs';
import type { Settings } from '../../../src-shared/settings';
import { t } from '../../../src-shared/words/words';
import type { LotEnd } from '../jobs/lot';
import type { JobQueue } from '../jobs/types';

/** What the system shows of long work, and does for it. */
export interface WorkSystem {
  /** Progress on the taskbar or the dock, 0..1; null takes it away. `still` where nothing moves. */
  progress(value: number | null, still: boolean): void;
  /** Keeps the machine from sleeping, or lets it. */
  keepAwake(on: boolean): void;
  /** Whether the window has the person's attention. */
  isSeen(): boolean;
  notify(title: string, body: string): void;
}

/** Milliseconds: of work that took less nobody went away. */
const LONG = 60_000;

/** Has the system tell of work on films, as the settings say. @returns what ends it */
export function showWork(
  jobs: Pick<JobQueue, 'on' | 'work'>,
  settings: () => Pick<Settings, 'notifyWhenDone' | 'keepAwake'>,
  system: WorkSystem,
): () => void {
  let awake = false;
  const keepAwake = (on: boolean): void => {
    if (on !== awake) system.keepAwake(on);
    awake = on;
  };
  const show = ({ busy, etaSeconds, progress, hold }: WorkStatus): void => {
    system.progress(etaSeconds === null ? null : progress, hold !== null);
    keepAwake(busy && settings().keepAwake);
  };
  const end = ({ films, failed, took }: LotEnd): void => {
    if (took < LONG || !settings().notifyWhenDone || system.isSeen()) return;
    system.notify(...endWords({ films, failed }));
  };
  const stops = [jobs.on('work', show), jobs.on('ended', end)];
  return () => {
    for (const stop of stops) stop();
    system.progress(null, false);
    keepAwake(false);
  };
}

/** Title and text of what is told at the end of long work. */
export function endWords({ films, failed }: Pick<LotEnd, 'films' | 'failed'>): [title: string, body: string] {
  const ready = films - failed;
  const title = t('menu.done');
  if (failed === 0) return [title, t('menu.done.ready', { films: ready })];
  if (ready === 0) return [title, t('menu.done.failed', { films: failed })];
  return [title, t('menu.done.some', { films: ready, failed })];
}
