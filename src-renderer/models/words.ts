import { formatBytes } from '../../src-shared/bytes';
import type { Device } from '../../src-shared/devices';
import type { CatalogueEntry, Fit, Install, PackSummary, Precision } from '../../src-shared/packs';
import type { Settings } from '../../src-shared/settings';
import { t } from '../../src-shared/words/words';
import { formatEta } from '../ui/format';

/** What a pack is good for, in the words of someone who wants something of a film. */
export function providesWords(part: PackSummary['provides'][number]): string {
  return t(`models.provides.${part}`);
}

export function precisionWords(precision: Precision): string {
  return t(`models.precision.${precision}`);
}

/** Short, for tags and lists. */
export function bitsWords(precision: Precision): string {
  return t(`models.bits.${precision}`);
}

export function deviceName(device: Device): string {
  return t(`models.device.${device}`);
}

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

/** What it takes, in a line; what runs on a card takes no memory of its own. */
export function needWords({ downloadBytes }: CatalogueEntry, { diskBytes, memoryBytes }: Need): string {
  const sizes = { download: formatBytes(downloadBytes), disk: formatBytes(diskBytes) };
  if (memoryBytes === 0) return t('models.needsDisk', sizes);
  return t('models.needs', { ...sizes, memory: formatBytes(memoryBytes) });
}

/** One line about an install: what it does, how much of it, how fast, and how long still. */
export function installLine(install: Install): string {
  const percent = t('jobs.percent', { n: Math.floor(install.progress * 100) });
  switch (install.state) {
    case 'queued':
      return t('models.line.queued');
    case 'paused':
      return t('models.line.paused', { percent });
    case 'failed':
      return t('models.line.failed', { percent });
    case 'done':
      return t('models.installed');
    case 'running': {
      const parts = [t(`models.step.${install.step}`), percent];
      if (install.bytesTotal > 0) {
        parts.push(
          t('models.line.bytes', {
            done: formatBytes(install.bytesDone),
            total: formatBytes(install.bytesTotal),
          }),
        );
      }
      if (install.bytesPerSecond !== null) parts.push(`${formatBytes(install.bytesPerSecond)}/s`);
      if (install.etaSeconds !== null) parts.push(formatEta(install.etaSeconds));
      return parts.join(' · ');
    }
  }
}

/** What a screen reader is told when it changes: the step or state, without figures that move. */
export function installAnnouncement(install: Install): string {
  const words = install.state === 'running' ? t(`models.step.${install.step}`) : installLine(install);
  return t('models.line.news', { name: install.name, words });
}
