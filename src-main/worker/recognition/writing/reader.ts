// OCR (optical character recognition): a text detector finds lines in a picture, a text recogniser reads each.
import { readFile } from 'node:fs/promises';
import { ModelPackBroken } from '../../../base/packs/errors';
import type { Pack } from '../../../base/packs/pack';
import { readCharacters } from '../../formats/characters';
import { type GraphPlace, ON_CPU, openGraphSomewhere, type Session } from '../../inference/session';
import type { Picture, TextLine, TextReader } from '../types';
import { crop, type Turn, turned } from './crop';
import { detectLines, PP_OCR_V4 } from './detector';
import { type Recognised, recognise } from './recogniser';
import { bounds, type Rectangle } from './rectangle';
import {
  chooseReading,
  inReadingDirection,
  isBeyondDoubt,
  isRightToLeft,
  type ScriptReading,
  scriptOf,
} from './scripts';

/** The long side of what the detector sees. Measured: docs/lab/tracks.md. */
const DETECTOR_SIDE = 960;
/** From this height over its width a line may be turned by a quarter, as PaddleOCR has it. */
const TALL = 1.5;
/**
 * What was found and not read is a line of writing where it is so many times as long as it is high. Of what the detector finds where
 * nothing is written, nothing is: at most 2.8, in 13 pictures of films; lines in letters that the model does not know, from 5.
 */
const UNREAD_SHAPE = 4;

/** Where the graph runs that finds lines, and the one that reads them. */
export interface WritingDevices {
  readonly lines: GraphPlace;
  readonly characters: GraphPlace;
}

/** Reads lines: the built-in one, or one that was made for a script. */
interface Recogniser {
  readonly session: Session;
  readonly characters: readonly string[];
  /** Null for the built-in one. */
  readonly scripts: readonly string[] | null;
}

/**
 * Opens PP-OCR.
 * @param pack one that provides `writing` and finds lines
 * @param devices where each graph was found to be fastest
 * @param scripts packs that read lines in other scripts
 * @throws ModelPackBroken when its graphs cannot be loaded
 */
export async function openTextReader(
  pack: Pack,
  threads: number,
  devices: WritingDevices = { lines: ON_CPU, characters: ON_CPU },
  scripts: readonly Pack[] = [],
): Promise<TextReader> {
  const { writing } = pack.manifest;
  if (writing?.kind !== 'pp-ocr') throw new ModelPackBroken(pack.manifest.name, 'does not find writing');
  const { detection = PP_OCR_V4 } = writing;
  const detector = await openGraphSomewhere(pack, writing.detector, { ...devices.lines, threads });
  const own = await openRecogniser(pack, { ...devices.characters, threads });
  const others: Recogniser[] = [];
  for (const other of scripts) others.push(await openRecogniser(other, { device: 'cpu', threads }));
  return {
    async read(picture, onUnread) {
      const found = await detectLines(detector, picture, DETECTOR_SIDE, detection);
      const read: LineReadings[] = [];
      for (const rectangle of found) read.push(await readLine(own, others, picture, rectangle));
      const lines = linesOf(read, others);
      onUnread?.(lines.filter(({ text, shape }) => text === '' && shape >= UNREAD_SHAPE).length);
      return inReadingOrder(
        lines.flatMap(({ text, box, confidence }) => (text === '' ? [] : [{ text, box, confidence }])),
      );
    },
    async dispose() {
      await detector.dispose();
      for (const { session } of [own, ...others]) await session.dispose();
    },
  };
}

async function openRecogniser(
  pack: Pack,
  where: GraphPlace & { readonly threads: number },
): Promise<Recogniser> {
  const { writing, name } = pack.manifest;
  if (!writing) throw new ModelPackBroken(name, 'does not read writing');
  const session = await openGraphSomewhere(pack, writing.recogniser, where);
  const characters = readCharacters(await readFile(pack.file(writing.characters), 'utf8'));
  return { session, characters, scripts: writing.kind === 'recogniser' ? writing.scripts : null };
}

interface LineReadings {
  readonly own: ScriptReading;
  readonly others: readonly ScriptReading[];
  readonly box: TextLine['box'];
  /** Width over height. */
  readonly shape: number;
}

async function readLine(
  own: Recogniser,
  others: readonly Recogniser[],
  picture: Picture,
  rectangle: Rectangle,
): Promise<LineReadings> {
  const line = crop(picture, rectangle);
  const first = await surest(own, line);
  const asked = isBeyondDoubt(first) ? [] : others;
  const readings: ScriptReading[] = [];
  for (const other of asked) readings.push(await surest(other, line));
  const long = Math.max(line.width, line.height) / Math.min(line.width, line.height);
  return { own: first, others: readings, box: boxOf(rectangle, picture), shape: long };
}

/** What counts of each line, nothing where none of its readings does: first those whose script is plain, and by them the others. */
function linesOf(
  read: readonly LineReadings[],
  others: readonly Recogniser[],
): (TextLine & { readonly shape: number })[] {
  const scripts = [...new Set(others.flatMap((other) => other.scripts ?? []))];
  const plain = read.map((line) => chooseReading(line.own, line.others, line.shape)?.text ?? '');
  const around = scripts.length === 0 ? null : scriptOf(plain, scripts);
  return read.map(({ own, others: readings, box, shape }) => {
    const { text, confidence } = chooseReading(own, readings, shape, around) ?? { text: '', confidence: 0 };
    return { text, box, confidence, shape };
  });
}

/** A tall crop is a single narrow character, or a line that runs down or up: the surest reading counts. */
async function surest({ session, characters, scripts }: Recogniser, line: Picture): Promise<ScriptReading> {
  const turns: readonly Turn[] = line.height < TALL * line.width ? [0] : [1, 0, 3];
  let best: Recognised = { text: '', confidence: 0 };
  for (const turn of turns) {
    const read = await recognise(session, characters, turned(line, turn));
    if (read.confidence > best.confidence) best = read;
  }
  const text = scripts && isRightToLeft(scripts) ? inReadingDirection(best.text) : best.text;
  return { text: text.trim(), confidence: best.confidence, scripts };
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
