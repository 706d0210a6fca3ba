import { type Micros, ptsToMicros } from '../../src-shared/time';

const SHOWINFO = /^\[Parsed_showinfo_\d+ @ [^\]]+\] \[info\] /;
const TIME_BASE = /^config in time_base: (\d+)\/(\d+)/;
const FRAME = /^n: *\d+ pts: *(-?\d+|NOPTS) .*?duration: *(\d+)/;
/** That a packet or a frame is corrupt is only a warning to ffmpeg. */
const COMPLAINT = /\[(error|fatal|panic)\] |\[warning\] .*\bcorrupt\b/;
/** Said of our own output, not of the file. */
const ABOUT_OUTPUT = /^\[(out#|matroska @|swscaler @)/;

/**
 * Reads, from ffmpeg's log, the exact presentation time of every frame that was picked, and counts complaints about
 * the file. The stream itself carries milliseconds only, too coarse to find a frame again.
 * Lines are those of `-loglevel level+info` with a showinfo filter after the selection.
 */
export class FrameLog {
  readonly #times: (Micros | null)[] = [];
  #timeBase = { num: 1, den: 1 };
  #waiting: ((time: Micros | null) => void) | null = null;
  #closed = false;
  #faults = 0;
  #lastEnd: Micros = 0;
  readonly #blameFrom: Micros;
  #blaming: boolean;

  /** @param blameFrom complaints before the first frame at or after this time do not count */
  constructor(blameFrom: Micros = 0) {
    this.#blameFrom = blameFrom;
    this.#blaming = blameFrom === 0;
  }

  /** How often ffmpeg complained about the file. */
  get faults(): number {
    return this.#faults;
  }

  /** Where the last picked frame ends, as far as its own duration is known. */
  get lastEnd(): Micros {
    return this.#lastEnd;
  }

  /** Times that nobody has taken yet. */
  get left(): number {
    return this.#times.length;
  }

  line(line: string): void {
    const mark = SHOWINFO.exec(line);
    if (!mark) {
      if (COMPLAINT.test(line) && !ABOUT_OUTPUT.test(line)) this.#faults++;
      return;
    }
    const text = line.slice(mark[0].length);
    const base = TIME_BASE.exec(text);
    // A change of size in mid-film starts a new filter graph, which may count in another unit.
    if (base) this.#timeBase = { num: Number(base[1]), den: Number(base[2]) };
    const frame = FRAME.exec(text);
    if (frame) this.#add(frame[1] ?? 'NOPTS', frame[2] ?? '0');
  }

  #add(pts: string, duration: string): void {
    const time = pts === 'NOPTS' ? null : Math.max(0, ptsToMicros(BigInt(pts), this.#timeBase));
    if (!this.#blaming && time !== null && time >= this.#blameFrom) {
      this.#blaming = true;
      this.#faults = 0;
    }
    if (time !== null) this.#lastEnd = time + ptsToMicros(BigInt(duration), this.#timeBase);
    if (this.#waiting) {
      const wake = this.#waiting;
      this.#waiting = null;
      wake(time);
    } else {
      this.#times.push(time);
    }
  }

  /** The next frame's time, in the order of the frames; null where there is none. One caller at a time. */
  async next(): Promise<Micros | null> {
    if (this.#times.length > 0) return this.#times.shift() ?? null;
    if (this.#closed) return null;
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  /** ffmpeg has ended: nothing more will come. */
  close(): void {
    this.#closed = true;
    this.#waiting?.(null);
    this.#waiting = null;
  }
}
