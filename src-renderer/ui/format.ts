import { formatClock, MICROS_PER_SECOND, type Micros } from '../../src-shared/time';
import { formatNumber } from '../../src-shared/words/numbers';
import { t } from '../../src-shared/words/words';

/** A time that something took or will take, rounded as far as an estimate deserves: `a few seconds`, `about 3 min`. */
export function aboutWords(seconds: number): string {
  if (seconds < 8) return t('ui.about.moment');
  if (seconds < 55) return t('ui.about.seconds', { n: Math.round(seconds / 5) * 5 });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t('ui.about.minutes', { n: minutes });
  // To five minutes, which may fill the hour.
  const fives = Math.round((minutes % 60) / 5) * 5;
  const hours = Math.floor(minutes / 60) + Math.floor(fives / 60);
  return fives % 60 === 0
    ? t('ui.about.hours', { n: hours })
    : t('ui.about.hoursMinutes', { hours, n: fives });
}

/** The same, as what remains: `about 3 min left`. */
export function formatEta(seconds: number): string {
  return t('ui.left', { time: aboutWords(seconds) });
}

export function formatRate(framesPerSecond: number): string {
  return t('ui.rate', { n: formatNumber(framesPerSecond, framesPerSecond < 10 ? 1 : 0) });
}

/** A stretch of film: `0:12–0:31`. */
export function clocks({ from, to }: { readonly from: Micros; readonly to: Micros }): string {
  return `${formatClock(from)}–${formatClock(to)}`;
}

/** A length as people say it: `4.2 s` under a minute, else `1:05`. */
export function formatLength(length: Micros): string {
  return length < 60 * MICROS_PER_SECOND
    ? `${formatNumber(length / MICROS_PER_SECOND, 1)} s`
    : formatClock(length);
}
