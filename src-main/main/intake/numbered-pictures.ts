/*
 * Which pictures of a folder are the frames of one film: time-lapses, renders, frames that were taken out of a film. A folder of
 * holiday photographs is numbered as well, and is none. Pictures are one film where all of this holds:
 * - their names are alike but for the last number in them, and there are at least LEAST of them;
 * - of the numbers from the first to the last at most one in ten is missing;
 * - all are of one kind (JPEG, PNG), one size, and were held in one way;
 * - where they say when they were taken, all do, in the order of their numbers, and nine of ten followed at an even pace;
 * - where they do not, their names are not such as cameras and telephones give to each photograph.
 */
import { join } from 'node:path';
import { type PictureHead, readPictureHead } from '../../base/media/made/picture-head';

/** As many as a second of film has. */
const LEAST = 24;
const MOST_MISSING = 0.1;
const EVEN = 0.9;
/** More than any film has; a folder with more is read no further. */
const MOST = 200_000;

const NUMBERED = /^(.*?)(\d+)(\D*\.(?:jpe?g|png))$/i;
/** What photographs are called by those who take them: IMG_1234, DSC01234, P1010001, PXL_2026…, IMG-2026…-WA0001. */
const CAMERA =
  /^(?:_?(?:mvimg|img|dsc[fn]?|dscn?|mg|pxl|p|pic|photo|cimg|sam|hpim|dji|gopr|dcp|dc|sdc|wp|imag|kimg|received|foto|bild)[-_ ]?|screenshot.*|bildschirmfoto.*|whatsapp.*|signal-.*|\d{4}-?\d\d-?\d\d.*)\d*[-_ ]?\d*(?:-wa)?$/i;

/** Whether a stem is one that a camera gives, which says nothing of what is seen. */
export function isCameraName(stem: string): boolean {
  return CAMERA.test(stem);
}

/** Pictures whose names differ in one number alone. */
export interface NumberedPictures {
  /** Absolute paths, in the order of their numbers. */
  readonly paths: readonly string[];
  /** The number of each, the first being 0: one that is missing leaves a gap. */
  readonly numbers: readonly number[];
  /** What stands before the number. */
  readonly stem: string;
}

export interface PictureSequence extends NumberedPictures {
  readonly head: PictureHead;
}

/** Pictures of one folder by what their names share, of those that are numbered closely enough. */
export function numberedPictures(dir: string, names: readonly string[]): NumberedPictures[] {
  const groups = new Map<string, { stem: string; found: Map<number, string> }>();
  for (const name of names) {
    const [, stem, number, rest] = NUMBERED.exec(name) ?? [];
    if (stem === undefined || number === undefined || rest === undefined) continue;
    const key = `${stem}/${rest}`;
    const group = groups.get(key) ?? { stem, found: new Map() };
    groups.set(key, group);
    // img_1.png beside img_01.png: two of one number are not one film's.
    group.found.set(group.found.has(Number(number)) ? Number.NaN : Number(number), name);
  }
  return [...groups.values()].flatMap(({ stem, found }) => {
    const sorted = [...found].sort(([a], [b]) => a - b);
    const [first] = sorted.at(0) ?? [0];
    const [last] = sorted.at(-1) ?? [0];
    const missing = last - first + 1 - sorted.length;
    const close = missing <= MOST_MISSING * (last - first + 1);
    if (sorted.length < LEAST || sorted.length > MOST || found.has(Number.NaN) || !close) return [];
    const paths = sorted.map(([, name]) => join(dir, name));
    return [{ stem, paths, numbers: sorted.map(([number]) => number - first) }];
  });
}

/** The pictures as one film, where they are one; else null. Reads a few kilobytes of each. */
export async function asSequence(pictures: NumberedPictures): Promise<PictureSequence | null> {
  const heads: PictureHead[] = [];
  for (const path of pictures.paths) {
    const head = await readPictureHead(path);
    const [first = head] = heads;
    if (head === null || first === null || !isLike(head, first)) return null;
    heads.push(head);
  }
  const [head] = heads;
  return head && isTakenInARow(pictures, heads) ? { ...pictures, head } : null;
}

function isLike(a: PictureHead, b: PictureHead): boolean {
  return a.kind === b.kind && a.width === b.width && a.height === b.height && a.orientation === b.orientation;
}

function isTakenInARow({ stem, numbers }: NumberedPictures, heads: readonly PictureHead[]): boolean {
  const times = heads.flatMap(({ taken }) => (taken === null ? [] : [taken]));
  if (times.length === 0) return !isCameraName(stem);
  if (times.length < heads.length) return false;
  // A picture that was deleted leaves twice the time: it is shared out.
  const steps = times
    .slice(1)
    .map((time, n) => (time - (times[n] ?? 0)) / ((numbers[n + 1] ?? 0) - (numbers[n] ?? 0)));
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  // Cameras tell whole seconds.
  const slack = Math.max(1, usual / 2);
  const even = steps.filter((step) => Math.abs(step - usual) <= slack).length;
  return steps.every((step) => step >= 0) && even >= EVEN * steps.length;
}
