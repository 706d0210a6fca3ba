import { type Micros, ptsToMicros } from '../../../src-shared/time';
import { ClockLog } from './clock-log';
import { Complaints } from './complaints';

const SHOWINFO = /^\[Parsed_showinfo_\d+ @ [^\]]+\] \[info\] /;
const TIME_BASE = /^config in time_base: (\d+)\/(\d+)/;
/**
 * What showinfo says in one go, at the end of a line that another thread of ffmpeg had begun: without its own mark then. ffmpeg
 * describes its output while the first frames are picked.
 */
const WITHIN = /(?:n: *(\d+) pts: .+ s:\d+x\d+ i:. iskey:\d type:.|config in time_base: \d+\/\d+, .*)\s*$/;
/** How a frame is shown: its size and its pixels' shape. */
const SHAPE = / sar: *(\d+)\/(\d+) s:(\d+)x(\d+) /;
/** As a share. */
const SAME_SHAPE = 0.02;
/** Versions before 6 tell no duration. What follows `fmt:` may be anything. */
const FRAME = /^n: *(\d+) pts: *(-?\d+|NOPTS) pts_time:\S+ +(?:duration: *(\d+) )?/;

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
  #lastEnd: Micros = 0;
  readonly #complaints: Complaints;
  readonly #clock = new ClockLog();
  #shape: number | null = null;
  #turns = false;
  /** The number of the frame that is due, counted anew by each filter graph. */
  #following = 0;

  /** @param blameFrom see Complaints */
  constructor(blameFrom: Micros = 0) {
    this.#complaints = new Complaints(blameFrom);
  }

  /** How often ffmpeg complained about the file. */
  get faults(): number {
    return this.#complaints.count;
  }

  /** Where the last picked frame ends, as far as its own duration is known. */
  get lastEnd(): Micros {
    return this.#lastEnd;
  }

  /** Whether the picked frames have different shapes. */
  get turns(): boolean {
    return this.#turns;
  }

  /** See ClockLog. */
  get jumps(): readonly Micros[] {
    return this.#clock.jumps;
  }

  /** Times that nobody has taken yet. */
  get left(): number {
    return this.#times.length;
  }

  line(line: string): void {
    const text = this.#shown(line);
    if (text === null) {
      if (!this.#clock.line(line)) this.#complaints.line(line);
      return;
    }
    const base = TIME_BASE.exec(text);
    // A change of size in mid-film starts a new filter graph, which may count in another unit.
    if (base) {
      this.#timeBase = { num: Number(base[1]), den: Number(base[2]) };
      this.#following = 0;
    }
    const frame = FRAME.exec(text);
    if (!frame) return;
    this.#following = Number(frame[1]) + 1;
    this.#look(text);
    this.#add(frame[2] ?? 'NOPTS', frame[3] ?? '0');
  }

  /** What showinfo says in a line, null where it says nothing. Only the frame that is due is looked for within a line. */
  #shown(line: string): string | null {
    const mark = SHOWINFO.exec(line);
    if (mark) return line.slice(mark[0].length);
    const within = WITHIN.exec(line);
    if (!within || (within[1] !== undefined && Number(within[1]) !== this.#following)) return null;
    return line.slice(within.index);
  }

  #look(text: string): void {
    const [across = 0, along = 0, width = 0, height = 0] = SHAPE.exec(text)?.slice(1).map(Number) ?? [];
    if (height === 0) return;
    const shape = (width / height) * (along > 0 && across > 0 ? across / along : 1);
    this.#shape ??= shape;
    this.#turns ||= Math.abs(shape / this.#shape - 1) > SAME_SHAPE;
  }

  #add(pts: string, duration: string): void {
    const time = pts === 'NOPTS' ? null : Math.max(0, ptsToMicros(BigInt(pts), this.#timeBase));
    if (time !== null) {
      this.#complaints.reached(time);
      this.#lastEnd = time + ptsToMicros(BigInt(duration), this.#timeBase);
    }
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
