import type { Micros } from '../../../src-shared/time';

/** That a packet or a frame is corrupt is only a warning to ffmpeg. */
const COMPLAINT = /\[(error|fatal|panic)\] |\[warning\] .*\bcorrupt\b/;
/**
 * MPEG-TS counts its packets; where the count jumps, as where two recordings are joined, ffmpeg calls the packet corrupt, in two
 * lines. Whether something was lost the decoder says.
 */
const MISCOUNTED = /^\[mpegts @ [^\]]*\] \[warning\] Packet corrupt/;
const CORRUPT_INPUT = /\[warning\] .*\bcorrupt input packet\b/;
/** Said of our own output, not of the file. */
const ABOUT_OUTPUT = /^\[(out#|matroska @|swscaler @)/;

/** Counts what ffmpeg complains about in a file, from its log at `-loglevel level+warning` or above. */
export class Complaints {
  readonly #blameFrom: Micros;
  #blaming: boolean;
  #count = 0;
  #miscounted = 0;

  /** @param blameFrom complaints before the first frame at or after this time do not count */
  constructor(blameFrom: Micros = 0) {
    this.#blameFrom = blameFrom;
    this.#blaming = blameFrom === 0;
  }

  get count(): number {
    return this.#count;
  }

  line(line: string): void {
    if (MISCOUNTED.test(line)) {
      this.#miscounted++;
      return;
    }
    if (this.#miscounted > 0 && CORRUPT_INPUT.test(line)) {
      this.#miscounted--;
      return;
    }
    if (COMPLAINT.test(line) && !ABOUT_OUTPUT.test(line)) this.#count++;
  }

  /** A frame of this time has come. */
  reached(time: Micros): void {
    if (this.#blaming || time < this.#blameFrom) return;
    this.#blaming = true;
    this.#count = 0;
  }
}
