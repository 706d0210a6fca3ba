import { formatClock, secondsToMicros } from '../../src-shared/time';

/** Where a command writes: its result to standard output, everything else to standard error. */
export interface Output {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
}

export interface ProgressState {
  readonly title: string;
  readonly stage: string;
  /** What stays the same while the stage's words change, such as counts; the stage itself unless said. */
  readonly step?: string;
  /** 0..1 */
  readonly fraction: number;
  readonly framesPerSecond: number | null;
  readonly etaSeconds: number | null;
}

/** One line that rewrites itself on a terminal; elsewhere a line for each stage and each tenth. */
export class ProgressLine {
  private last = '';
  private open = false;

  constructor(private readonly output: Output) {}

  show(state: ProgressState): void {
    const { stderr } = this.output;
    if (stderr.isTTY) {
      const line = describe(state).slice(0, Math.max(20, (stderr.columns ?? 80) - 1));
      if (line !== this.last) stderr.write(`\r\u001b[2K${line}`);
      this.last = line;
      this.open = true;
      return;
    }
    const step = `${state.title} ${state.step ?? state.stage} ${Math.floor(state.fraction * 10)}`;
    if (step !== this.last) stderr.write(`${describe(state)}\n`);
    this.last = step;
  }

  /** Ends the line, so that what follows stands on its own. */
  end(): void {
    if (this.open) this.output.stderr.write('\r\u001b[2K');
    this.open = false;
    this.last = '';
  }
}

function describe({ title, stage, fraction, framesPerSecond, etaSeconds }: ProgressState): string {
  const parts = [`${title}: ${stage} ${Math.floor(fraction * 100)} %`];
  if (framesPerSecond !== null) parts.push(`${framesPerSecond.toFixed(1)} frames/s`);
  if (etaSeconds !== null) parts.push(`${formatClock(secondsToMicros(etaSeconds))} left`);
  return parts.join(', ');
}

/** Text from files and models, without what would move a terminal's cursor or turn its direction. */
export function printable(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ');
}

/** The same of what is to stay on one line and in one column, such as a title. */
export function printableName(text: string): string {
  return printable(text).replace(/[\n\t\u2028\u2029]/g, ' ');
}
