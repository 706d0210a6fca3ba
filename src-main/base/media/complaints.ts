import type { Micros } from '../../../src-shared/time';

/** That a packet or a frame is corrupt is only a warning to ffmpeg. */
const COMPLAINT = /\[(error|fatal|panic)\] |\[warning\] .*\bcorrupt\b/;
/**
 * MPEG-TS counts its packets; where the count jumps, as where two recordings are joined, ffmpeg calls the packet corrupt, in two
 * lines. Whether something was lost the decoder says.
 */
const MISCOUNTED = /^\[mpegts @ [^\]]*\] \[warning\] Packet corrupt/;
/**
 * Who writes WAV into a pipe cannot say how long it will be, and says the longest there is. ffmpeg calls the last packet corrupt then, in
 * the same two lines: it is shorter than was promised, and nothing of it is lost.
 */
const ENDLESS_WAV = /^\[wav @ [^\]]*\] \[warning\] Ignoring maximum wav data size/;
const LAST_OF_WAV = /^\[wav @ [^\]]*\] \[warning\] Packet corrupt/;
const CORRUPT_INPUT = /\[warning\] .*\bcorrupt input packet\b/;
/** Said of our own output, not of the file. */
const ABOUT_OUTPUT = /^\[(out#|matroska @|swscaler @)/;

/** Counts what ffmpeg complains about in a file, from its log at `-loglevel level+warning` or above. */
export class Complaints {
  readonly #blameFrom: Micros;
  #blaming: boolean;
  #count = 0;
  /** Packets called corrupt that are none, of which the second line is to come. */
  #miscounted = 0;
  #endlessWav = false;

  /** @param blameFrom complaints before the first frame at or after this time do not count */
  constructor(blameFrom: Micros = 0) {
    this.#blameFrom = blameFrom;
    this.#blaming = blameFrom === 0;
  }

  get count(): number {
    return this.#count;
  }

  line(line: string): void {
    if (ENDLESS_WAV.test(line)) this.#endlessWav = true;
    if (MISCOUNTED.test(line) || (this.#endlessWav && LAST_OF_WAV.test(line))) {
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
