// OCR (optical character recognition): a text detector finds lines in a picture, a text recogniser reads each.
import { readFile } from 'node:fs/promises';
import type { Device } from '../../../../src-shared/devices';
import { ModelPackBroken } from '../../../base/packs/errors';
import type { Pack } from '../../../base/packs/pack';
import { openGraphSomewhere, type Session } from '../../inference/session';
import type { Picture, TextLine, TextReader } from '../types';
import { crop, type Turn, turned } from './crop';
import { detectLines } from './detector';
import { type Recognised, readCharacters, recognise } from './recogniser';
import { bounds, type Rectangle } from './rectangle';

/** The long side of what the detector sees. Measured: docs/lab/tracks.md. */
const DETECTOR_SIDE = 960;
/** Lines that the recogniser is less sure of are left out. Measured: docs/lab/tracks.md. */
const CONFIDENCE_FLOOR = 0.6;
/** From this height over its width a line may be turned by a quarter, as PaddleOCR has it. */
const TALL = 1.5;

/** Where the graph runs that finds lines, and the one that reads them. */
export interface WritingDevices {
  readonly lines: Device;
  readonly characters: Device;
}

/**
 * Opens PP-OCRv4.
 * @param pack one that provides `writing`
 * @param devices where each graph was found to be fastest
 * @throws ModelPackBroken when its graphs cannot be loaded
 */
export async function openTextReader(
  pack: Pack,
  threads: number,
  devices: WritingDevices = { lines: 'cpu', characters: 'cpu' },
): Promise<TextReader> {
  const { writing } = pack.manifest;
  if (!writing) throw new ModelPackBroken(pack.manifest.name, 'does not read writing');
  const characters = readCharacters(await readFile(pack.file(writing.characters), 'utf8'));
  const detector = await openGraphSomewhere(pack, writing.detector, { device: devices.lines, threads });
  const recogniser = await openGraphSomewhere(pack, writing.recogniser, {
    device: devices.characters,
    threads,
  });
  return {
    async read(picture) {
      const found = await detectLines(detector, picture, DETECTOR_SIDE);
      const lines: TextLine[] = [];
      for (const rectangle of found) {
        const { text, confidence } = await surest(recogniser, characters, crop(picture, rectangle));
        const trimmed = text.trim();
        if (trimmed === '' || confidence < CONFIDENCE_FLOOR) continue;
        lines.push({ text: trimmed, box: boxOf(rectangle, picture), confidence });
      }
      return inReadingOrder(lines);
    },
    async dispose() {
      await detector.dispose();
      await recogniser.dispose();
    },
  };
}

/** A tall crop is a single narrow character, or a line that runs down or up: the surest reading counts. */
async function surest(session: Session, characters: readonly string[], line: Picture): Promise<Recognised> {
  const turns: readonly Turn[] = line.height < TALL * line.width ? [0] : [1, 0, 3];
  let best: Recognised = { text: '', confidence: 0 };
  for (const turn of turns) {
    const read = await recognise(session, characters, turned(line, turn));
    if (read.confidence > best.confidence) best = read;
  }
  return best;
}

/** The upright box around a rectangle, as fractions of the picture. */
function boxOf(rectangle: Rectangle, { width, height }: Picture): TextLine['box'] {
  const { left, top, right, bottom } = bounds(rectangle);
  const fraction = (value: number, whole: number) => Math.min(1, Math.max(0, value / whole));
  const [x, y] = [fraction(left, width), fraction(top, height)];
  return { left: x, top: y, width: fraction(right, width) - x, height: fraction(bottom, height) - y };
}

/** Rows from top to bottom; a line whose middle is level with its neighbour's belongs to the same row. */
export function inReadingOrder(lines: readonly TextLine[]): TextLine[] {
  const middle = ({ box }: TextLine) => box.top + box.height / 2;
  const rows: TextLine[][] = [];
  for (const line of [...lines].sort((a, b) => middle(a) - middle(b))) {
    const last = rows.at(-1)?.at(-1);
    const reach = last ? Math.min(last.box.height, line.box.height) / 2 : 0;
    if (last && middle(line) - middle(last) < reach) rows.at(-1)?.push(line);
    else rows.push([line]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.box.left - b.box.left));
}
