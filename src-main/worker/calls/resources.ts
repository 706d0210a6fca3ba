import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Device, DeviceReport, OtherUse } from '../../../src-shared/devices';
import { LongtakeError } from '../../../src-shared/errors';
import type { Settings } from '../../../src-shared/settings';
import { formsFolder } from '../../base/devices/home';
import { DeviceRecords } from '../../base/devices/records';
import { DeviceSetAside } from '../../base/devices/set-aside';
import { loadPack, type Pack, tokenModel } from '../../base/packs/pack';
import { FrameSearcher } from '../index/search/frame-searcher';
import { SegmentSearcher } from '../index/search/segment-searcher';
import { type BlockForm, isBlockForm } from '../inference/block-form';
import { chooseDevice, type DeviceProbe, knownDevice } from '../inference/device';
import { deviceProbe } from '../inference/device-probe';
import { DeviceFailed, type GraphPlace, ON_CPU } from '../inference/session';
import { openTextSpace } from '../inference/text-space';
import type { TextSpace } from '../inference/types';
import { type DeviceUse, graphsInForm, graphsOf, offers } from './device-uses';

/** The pack turns frames into tokens, but has no text to find them by. */
export class NoTextInPack extends LongtakeError {
  constructor(packName: string) {
    super(
      'ModelPackMissing',
      `The model pack ${packName} cannot find anything by text.`,
      'Choose a pack that offers text search.',
    );
  }
}

/**
 * What a worker's calls share and what takes long to open: each is opened with the first call that needs it, and
 * kept. What could not be opened is tried again with the next call.
 */
export class Resources {
  readonly #opened = new Map<string, Promise<unknown>>();
  /** For one operator of a graph. */
  readonly threads = availableParallelism();

  /** Threads of work that is to leave some cores alone. @param cores how many it may take at most; all where it is left out */
  threadsFor(cores?: number): number {
    return Math.max(1, Math.min(this.threads, cores ?? this.threads));
  }

  readonly #probe: DeviceProbe;
  readonly #records: DeviceRecords;
  /** Where forms of graphs for devices are kept; null makes none. */
  readonly #forms: string | null;
  /** What was told of devices that were refused: one that is not there is looked for with each call. */
  readonly #logged = new Set<string>();

  /**
   * @param elsewhere tries a device in a process of its own
   * @param log told why a device was refused, once for each device and use
   * @param recordsFile what is known of this machine's devices; null where it is not to be kept
   */
  constructor(
    elsewhere: Parameters<typeof deviceProbe>[0],
    private readonly log: (error: Error) => void,
    recordsFile: string | null = null,
  ) {
    this.#probe = deviceProbe(elsewhere, this.threads);
    this.#records = new DeviceRecords(recordsFile);
    this.#forms = recordsFile === null ? null : formsFolder(recordsFile);
  }

  async pack(dir: string): Promise<Pack> {
    return this.#once(`pack ${await named(dir)}`, () => loadPack(dir));
  }

  /**
   * Which device is best for what a pack does, and why. Trying them takes seconds where there are several, and is remembered.
   * @throws ModelPackBroken where the pack does no such thing
   */
  async device(wanted: Settings['device'], pack: Pack, use: DeviceUse): Promise<DeviceReport> {
    const of = tokenModel(pack.manifest);
    return this.#together(`device ${wanted} ${use} ${of}`, () => {
      const what = { pack: of, ...graphsOf(pack, use, this.#forms) };
      return chooseDevice(wanted, this.#probe, what, this.#records, (error) => this.#logOnce(error));
    });
  }

  /**
   * Where a pack's language model answers, and in which form: as the pack holds it, or in fewer bits where the device was found to have
   * no room for that.
   */
  async answering(wanted: Settings['device'], pack: Pack): Promise<Answering> {
    const own = await this.device(wanted, pack, 'answering');
    const { chosen } = own;
    const form = chosen === 'cpu' ? null : this.#knownRoom(pack, chosen);
    if (form === null) return { report: own, form: 'own' };
    const report = await this.inForm(wanted, pack, form);
    // Where it failed in that form, too, there is none left for it.
    return { report, form: report.chosen === 'cpu' ? 'own' : form };
  }

  /** As `device`, for the language model in fewer bits a weight. */
  inForm(wanted: Settings['device'], pack: Pack, form: BlockForm): Promise<DeviceReport> {
    const of = tokenModel(pack.manifest);
    return this.#together(`device ${wanted} ${form} ${of}`, () => {
      const what = { pack: of, ...graphsInForm(pack, form) };
      return chooseDevice(wanted, this.#probe, what, this.#records, (error) => this.#logOnce(error));
    });
  }

  /** Has it remembered, until the driver changes or devices are tried again, that a device has room for a form, and for no larger one. */
  rememberRoom(pack: Pack, device: Device, form: BlockForm): void {
    const outcome = { how: 'right', milliseconds: null, form } as const;
    this.#records.remember(roomKey(pack), device, this.#probe.versions(device), outcome);
  }

  #knownRoom(pack: Pack, device: Device): BlockForm | null {
    const form = this.#records.found(roomKey(pack), device, this.#probe.versions(device))?.form ?? 'own';
    return isBlockForm(form) && this.#forms !== null ? form : null;
  }

  /** Where a language model's form in fewer bits is kept; null where none are made. */
  formIn(form: BlockForm): GraphPlace['form'] | null {
    return this.#forms === null ? null : { form, folder: this.#forms };
  }

  /** The best device for a graph of its own, and its form there; the CPU where the pack has none such. */
  async placeFor(wanted: Settings['device'], pack: Pack, use: OtherUse): Promise<GraphPlace> {
    return offers(pack, use) ? this.placeIn(await this.device(wanted, pack, use)) : ON_CPU;
  }

  /** Where a graph is to be opened, by what was found. */
  placeIn({ chosen: device, candidates }: DeviceReport): GraphPlace {
    const form = candidates.find((candidate) => candidate.device === device)?.form ?? 'own';
    if (device === 'cpu' || form === 'own' || this.#forms === null) return { device };
    return { device, form: { form, folder: this.#forms } };
  }

  /** What is known by now of the devices for a graph of its own; null where the pack has none such. Nothing is tried. */
  async knownDevice(
    wanted: Settings['device'],
    pack: Pack,
    use: OtherUse,
  ): Promise<{ readonly use: OtherUse; readonly report: DeviceReport } | null> {
    if (!offers(pack, use)) return null;
    const what = { pack: tokenModel(pack.manifest), ...graphsOf(pack, use, this.#forms) };
    return { use, report: await knownDevice(wanted, this.#probe, what, this.#records) };
  }

  #logOnce(error: Error): void {
    if (this.#logged.has(error.message)) return;
    this.#logged.add(error.message);
    this.log(error);
  }

  /** Runs what may fail on a device, and has it set aside for the graph that did. @throws DeviceSetAside */
  async settingAside<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      const failed = deviceFailure(error);
      throw failed
        ? new DeviceSetAside(this.#records.setAside(failed.run, 'failed'), { cause: error })
        : error;
    }
  }

  /** Null where the pack offers none: its frames are then found by no text. */
  async textSpace(packDir: string): Promise<TextSpace | null> {
    return this.#once(`text ${await named(packDir)}`, async () =>
      openTextSpace(await this.pack(packDir), this.threads),
    );
  }

  /** @throws NoTextInPack */
  async frames(packDir: string): Promise<FrameSearcher> {
    return this.#once(
      `frames ${await named(packDir)}`,
      async () => new FrameSearcher(await this.needText(packDir)),
    );
  }

  /** @throws NoTextInPack */
  async segments(packDir: string): Promise<SegmentSearcher> {
    return this.#once(
      `segments ${await named(packDir)}`,
      async () => new SegmentSearcher(await this.needText(packDir)),
    );
  }

  /** @throws NoTextInPack */
  async needText(packDir: string): Promise<TextSpace> {
    const space = await this.textSpace(packDir);
    if (!space) throw new NoTextInPack((await this.pack(packDir)).manifest.name);
    return space;
  }

  /** For calls at the same time; the next one asks anew, as a device may have failed in between. */
  #together<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const asked = this.#once(key, ask);
    const forget = () => void this.#opened.delete(key);
    asked.then(forget, forget);
    return asked;
  }

  #once<T>(key: string, open: () => Promise<T>): Promise<T> {
    const known = this.#opened.get(key);
    // A key names one kind of thing, so what lies under it has the type that it was stored with.
    if (known) return known as Promise<T>;
    const opening = open();
    this.#opened.set(key, opening);
    opening.catch(() => this.#opened.delete(key));
    return opening;
  }
}

/** Where a language model answers. */
export interface Answering {
  readonly report: DeviceReport;
  readonly form: 'own' | BlockForm;
}

function roomKey(pack: Pack): string {
  return `room for ${tokenModel(pack.manifest)}`;
}

/** The failure of a device that an error is, or was caused by. */
function deviceFailure(error: unknown): DeviceFailed | null {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof DeviceFailed) return at;
  return null;
}

/** A pack's folder with the age of its manifest: a pack that was installed anew in the same place is another one. */
export async function named(packDir: string): Promise<string> {
  const manifest = await stat(join(packDir, 'manifest.json')).catch(() => null);
  return `${packDir} ${manifest?.mtimeMs ?? 'missing'}`;
}
