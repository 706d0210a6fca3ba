import { formatBytes } from '../../src-shared/bytes';
import type { CatalogueEntry, Fit, Install, PackSummary, Precision } from '../../src-shared/packs';
import type { Settings } from '../../src-shared/settings';
import { formatEta } from '../ui/format';

/** What a pack is good for, in the words of someone who wants something of a film. */
export const PROVIDES: Readonly<Record<PackSummary['provides'][number], string>> = {
  frames: 'Finds what is seen',
  text: 'Understands search words',
  answers: 'Writes answers',
  speech: 'Writes down speech',
  writing: 'Reads what is written',
  objects: 'Finds people and things',
  voices: 'Tells voices apart',
};

export const PRECISIONS: Readonly<Record<Precision, string>> = {
  fp32: '32 bits: as exact as published',
  fp16: '16 bits: nearly exact',
  int8: '8 bits: half the size of 16, hardly less exact',
  int4: '4 bits: smallest, somewhat less exact',
};

/** Short, for tags and lists. */
export const BITS: Readonly<Record<Precision, string>> = {
  fp32: '32 bits',
  fp16: '16 bits',
  int8: '8 bits',
  int4: '4 bits',
};

/** Who the packs are fetched from: the mirror's host where one is set. */
export function hubName(settings: Pick<Settings, 'mirror'> | null): string {
  const mirror = settings?.mirror ?? '';
  return mirror === '' ? 'huggingface.co' : new URL(mirror).host;
}

export interface Need {
  readonly diskBytes: number;
  readonly memoryBytes: number;
  readonly fit: Fit;
}

/** What an entry needs of this machine in the precision, or as it is. */
export function needOf(entry: CatalogueEntry, precision: Precision | null): Need {
  return entry.precisions.find((one) => one.precision === precision) ?? entry;
}

const STEPS: Readonly<Record<Install['step'], string>> = {
  download: 'Fetching',
  check: 'Checking what was fetched',
  convert: 'Converting for this machine',
  finish: 'Putting it in its place',
};

/** One line about an install: what it does, how much of it, how fast, and how long still. */
export function installLine(install: Install): string {
  const percent = `${Math.floor(install.progress * 100)} %`;
  switch (install.state) {
    case 'queued':
      return 'Waits until the one before it is done';
    case 'paused':
      return `Paused at ${percent}`;
    case 'failed':
      return `Stopped at ${percent}`;
    case 'done':
      return 'Installed';
    case 'running': {
      const parts = [STEPS[install.step], percent];
      if (install.bytesTotal > 0) {
        parts.push(`${formatBytes(install.bytesDone)} of ${formatBytes(install.bytesTotal)}`);
      }
      if (install.bytesPerSecond !== null) parts.push(`${formatBytes(install.bytesPerSecond)}/s`);
      if (install.etaSeconds !== null) parts.push(formatEta(install.etaSeconds));
      return parts.join(' · ');
    }
  }
}

/** What a screen reader is told when it changes: the step or state, without figures that move. */
export function installAnnouncement(install: Install): string {
  const words = install.state === 'running' ? STEPS[install.step] : installLine(install);
  return `${install.name}: ${words}.`;
}
