// Opens a pack's language model where it is to run, and step by step in less where there is no room for it.

import { formatBytes } from '../../../src-shared/bytes';
import type { Device } from '../../../src-shared/devices';
import type { Settings } from '../../../src-shared/settings';
import type { Language } from '../../../src-shared/words/language';
import { wordsIn } from '../../../src-shared/words/words';
import { DEVICE_NAMES } from '../../base/devices/set-aside';
import type { Pack } from '../../base/packs/pack';
import { isBlockForm, type Making, NoRoomForForm } from '../inference/block-form';
import { type OpenLanguageModel, openLanguageModel } from '../inference/llava-mini/language-model';
import { DeviceRefused } from '../inference/session';
import { type Rung, rungOnCpu, rungsOn } from './language-rungs';
import type { Answering, Resources } from './resources';

/** A language model that is to be opened. */
export interface Ladder {
  readonly resources: Resources;
  readonly pack: Pack;
  /** What the settings say. */
  readonly wanted: Settings['device'];
  /** Where it is to run by what is known, and in which form. */
  readonly answering: Answering;
  /** Frames that the question is asked over. */
  readonly frames: number;
  /** The form that had no room for a prefix: smaller ones come first, then this one with fewer frames. */
  readonly below: Rung['form'] | null;
  readonly making: Making;
}

/** Where it was opened after all. */
export interface LadderStep {
  /** Where it was to run. */
  readonly device: Device;
  readonly language: OpenLanguageModel;
  readonly rung: Rung;
  /** Whether a smaller form is left that could be made. */
  readonly hasSmaller: boolean;
  /** Whether it is remembered that the device has room for this form, and for no larger one. */
  readonly remembered: boolean;
  /** Why a smaller form was not made. */
  readonly noDisk: NoRoomForForm | null;
}

/**
 * Opens it on the first rung that takes it; on the CPU where none does. A smaller form that a device took where a larger one was refused
 * is remembered.
 * @throws NotEnoughMemory where it does not fit the CPU, either; ModelPackBroken; the signal's reason
 */
export async function openOnLadder(ladder: Ladder): Promise<LadderStep> {
  const { resources, pack, answering, below } = ladder;
  const device = answering.report.chosen;
  const rungs = device === 'cpu' ? [] : await rungsFrom(ladder, device);
  let noDisk: NoRoomForForm | null = null;
  let steppedDown = below !== null;
  for (const [i, rung] of rungs.entries()) {
    const hasSmaller: boolean =
      noDisk === null && rungs.slice(i + 1).some(({ form }) => isSmaller(form, rung.form));
    const opened: OpenLanguageModel | NoRoomForForm | DeviceRefused | null = await openRung(
      ladder,
      device,
      rung,
      hasSmaller,
    ).catch((error: unknown) => {
      if (error instanceof NoRoomForForm || error instanceof DeviceRefused) return error;
      throw error;
    });
    if (opened instanceof NoRoomForForm) noDisk = opened;
    else if (opened instanceof DeviceRefused) steppedDown = true;
    else if (opened !== null) {
      const smaller = steppedDown && isBlockForm(rung.form) ? rung.form : null;
      if (smaller !== null) resources.rememberRoom(pack, device, smaller);
      const remembered = smaller !== null;
      return { device, language: opened, rung, hasSmaller, remembered, noDisk };
    }
  }
  const rung = await rungOnCpu(pack);
  const { memoryBytes } = rung;
  const language = await openLanguageModel(pack, 'cpu', resources.threads, { memoryBytes });
  return { device, language, rung, hasSmaller: false, remembered: false, noDisk };
}

async function rungsFrom(
  { pack, answering, frames, below }: Ladder,
  device: Device,
): Promise<readonly Rung[]> {
  const rungs = await rungsOn(device, pack, below ?? answering.form, frames);
  if (below === null) return rungs;
  // Whatever the device tells of its memory: with all frames it failed.
  return [...rungs.filter(({ form }) => form !== below), ...rungs.filter(({ form }) => form === below)];
}

const SIZES: readonly Rung['form'][] = ['int4', 'int8', 'own'];

function isSmaller(form: Rung['form'], than: Rung['form']): boolean {
  return SIZES.indexOf(form) < SIZES.indexOf(than);
}

/** Null where the device does not compute rightly in this form. @throws DeviceRefused, NoRoomForForm */
async function openRung(
  { resources, pack, wanted, making }: Ladder,
  device: Device,
  { form, memoryBytes }: Rung,
  hasSmaller: boolean,
): Promise<OpenLanguageModel | null> {
  const options = { memoryBytes, hasSmaller, making };
  if (!isBlockForm(form)) return openLanguageModel(pack, device, resources.threads, options);
  const place = resources.formIn(form);
  if (place === null || (await resources.inForm(wanted, pack, form)).chosen !== device) return null;
  return openLanguageModel(pack, device, resources.threads, { ...options, form: place });
}

/** What is said with an answer of where its model ran, where that is not as it was to be: a sentence a step. */
export function saidOf({ device, language, rung, noDisk }: LadderStep, words: Language): string[] {
  const t = wordsIn(words);
  const name = DEVICE_NAMES[device];
  const said: string[] = [];
  if (isBlockForm(rung.form))
    said.push(t('answers.model.inForm', { device: name, bits: rung.form === 'int8' ? 8 : 4 }));
  if (language.device !== device) said.push(t('answers.model.onCpu', { device: name }));
  if (noDisk)
    said.push(
      t('answers.model.noDisk', { needed: formatBytes(noDisk.needed), free: formatBytes(noDisk.free) }),
    );
  return said;
}
