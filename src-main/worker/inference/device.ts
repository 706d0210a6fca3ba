import type { Device, DeviceReport, GraphForm } from '../../../src-shared/devices';
import type { Settings } from '../../../src-shared/settings';
import { cosine } from '../../base/cosine';
import type { CheckPart, DeviceCheck } from '../../base/devices/check';
import { type CheckDone, ProbeEnded } from '../../base/devices/probe';
import type { DeviceRecords, Tried } from '../../base/devices/records';
import { DEVICE_NAMES, setAsideWords } from '../../base/devices/set-aside';
import type { BlockForm } from './block-form';

/** The CPU runs everything and comes last; of equally fast ones the first is taken. */
const ORDER: readonly Device[] = ['cuda', 'dml', 'coreml', 'webgpu', 'cpu'];
const USES = {
  frames: 'frames',
  language: 'language models',
  objects: 'finding things',
  lines: 'finding writing',
  characters: 'reading writing',
  speech: 'hearing speech',
} as const;
/** What a device's absence is remembered for: it is absent for all. */
const ANYTHING = 'anything';

/** What trying devices needs of the world. */
export interface DeviceProbe {
  /** Devices that ONNX Runtime was built with. */
  supported(): readonly string[];
  /** Names the versions of the runtime and the driver. */
  versions(device: Device): string;
  /** Whether its card is there, and only what is fetched for it is not in use. */
  lacksSupport(device: Device): boolean;
  /** Rejects when the device does not take the check, with ProbeEnded where it tells how. */
  run(device: Device, check: DeviceCheck): Promise<CheckDone>;
}

/** What is to run: names what is remembered of it. */
export interface Wanted {
  readonly check: DeviceCheck;
  /** The pack with its version: what was found for another one says nothing of this one. */
  readonly pack: string;
  /** Files of the graphs: where one of them was set aside, the device is not used. */
  readonly graphs: readonly string[];
  /** The form that a device is to have the language model in; as the pack holds it where it is left out. */
  readonly inForm?: BlockForm;
  /** Forms of the graph for devices other than the CPU, the best first; the pack's own alone where there are none. */
  readonly forms?: readonly { readonly form: GraphForm; readonly check: DeviceCheck }[];
}

type Candidate = DeviceReport['candidates'][number];

/**
 * Chooses where a pack's frame encoder or language model runs. Each device but the CPU first runs a check of what the pack
 * really runs, and is refused when it fails, when its numbers differ from the CPU's, or when it was set aside. What was found
 * is remembered until the runtime or the driver changes.
 * @param setting what the user chose: one device, though it may be slow, or `auto`, which never takes one slower than the CPU
 * @param onRefused told for the log what a device did, in words that mean nothing to a user
 */
export function chooseDevice(
  setting: Settings['device'],
  probe: DeviceProbe,
  wanted: Wanted,
  records: DeviceRecords,
  onRefused: (error: Error) => void = () => undefined,
): Promise<DeviceReport> {
  return choose(setting, probe, wanted, new Attempts(probe, wanted, records, onRefused));
}

/** As `chooseDevice`, from what is remembered alone: nothing is tried, so that it takes no time. */
export function knownDevice(
  setting: Settings['device'],
  probe: DeviceProbe,
  wanted: Wanted,
  records: DeviceRecords,
): Promise<DeviceReport> {
  return choose(setting, probe, wanted, new Attempts(probe, wanted, records, null));
}

async function choose(
  setting: Settings['device'],
  probe: DeviceProbe,
  wanted: Wanted,
  attempts: Attempts,
): Promise<DeviceReport> {
  const supported = new Set(probe.supported());
  const candidates: Candidate[] = [];
  for (const device of ORDER) {
    if (device === 'cpu') candidates.push(cpuCandidate(await attempts.cpuTime(setting, candidates)));
    else if (!supported.has(device)) candidates.push(out(device, false, 'Not available on this system.'));
    else if (setting !== 'auto' && setting !== device) {
      const why =
        setting === 'cpu'
          ? 'Not tried: the CPU was asked for.'
          : `Not tried: ${DEVICE_NAMES[setting]} was asked for.`;
      candidates.push(out(device, true, why));
    } else candidates.push(await attempts.candidate(device));
  }
  const best = fastest(candidates);
  const usable = candidates.some(({ device, usable: can }) => can && device === setting);
  const chosen = setting === 'auto' ? best : usable ? setting : 'cpu';
  const why =
    attempts.untried.length > 0
      ? `Not yet known: ${listed(attempts.untried)} will be tried when ${usedFor(wanted.check)} first needs it.`
      : explain(setting, chosen, candidates);
  return { chosen, why, candidates };
}

function listed(devices: readonly Device[]): string {
  return devices.map((device) => DEVICE_NAMES[device]).join(' and ');
}

function out(device: Device, supported: boolean, why: string): Candidate {
  return { device, supported, usable: false, why, milliseconds: null };
}

function cpuCandidate(milliseconds: number | null): Candidate {
  return { device: 'cpu', supported: true, usable: true, why: 'Always there.', milliseconds };
}

/** The CPU where nothing is known to be faster. */
function fastest(candidates: readonly Candidate[]): Device {
  const cpu = candidates.find(({ device }) => device === 'cpu')?.milliseconds ?? 0;
  let best: { device: Device; milliseconds: number } = { device: 'cpu', milliseconds: cpu };
  for (const { device, usable, milliseconds } of candidates) {
    if (usable && milliseconds !== null && milliseconds < best.milliseconds) best = { device, milliseconds };
  }
  return best.device;
}

/** Trying the devices for one thing: the CPU, whose numbers the others must give, at most once. */
class Attempts {
  #cpu: Promise<CheckDone | null> | null = null;
  /** Of which nothing is known, where nothing was to be tried. */
  readonly untried: Device[] = [];

  constructor(
    private readonly probe: DeviceProbe,
    private readonly wanted: Wanted,
    private readonly records: DeviceRecords,
    /** Null where nothing is to be tried. */
    private readonly onRefused: ((error: Error) => void) | null,
  ) {}

  get #key(): string {
    const { check, pack, graphs, inForm } = this.wanted;
    if (inForm) return `${check.use} ${pack} in ${inForm}`;
    return check.use === 'graph' ? `${pack}/${graphs[0]}` : `${check.use} ${pack}`;
  }

  /** Of devices that have forms to choose from: what was found before there were any counts for nothing. */
  get #deviceKey(): string {
    return this.wanted.forms ? `${this.#key} in forms` : this.#key;
  }

  /** Milliseconds on the CPU; not measured where nothing is there to be compared with it. */
  async cpuTime(setting: Settings['device'], others: readonly Candidate[]): Promise<number | null> {
    if (setting !== 'auto' || !others.some(({ usable }) => usable)) return null;
    const versions = this.probe.versions('cpu');
    const known = this.records.found(this.#key, 'cpu', versions);
    if (known) return known.milliseconds;
    if (this.onRefused === null) return null;
    const milliseconds = (await this.#onCpu())?.milliseconds ?? null;
    if (milliseconds !== null)
      this.records.remember(this.#key, 'cpu', versions, { how: 'right', milliseconds });
    return milliseconds;
  }

  async candidate(device: Device): Promise<Candidate> {
    const versions = this.probe.versions(device);
    const { pack, graphs } = this.wanted;
    const names = graphs.map((file) => `${pack}/${file}`);
    const against = this.records.isSetAside(names, device, versions);
    if (against) return out(device, true, setAsideWords(against));
    const known =
      this.records.found(ANYTHING, device, versions) ?? this.records.found(this.#deviceKey, device, versions);
    if (known === null && this.onRefused === null) {
      this.untried.push(device);
      return out(device, true, 'Not tried yet.');
    }
    const found = known ?? (await this.#try(device));
    if (found === null) return out(device, true, untriedWords(device));
    const { inForm } = this.wanted;
    const tried = inForm && found.how === 'right' ? { ...found, form: inForm } : found;
    // Also that it is not there: looking for it takes seconds, and would with every question.
    const key = tried.how === 'absent' ? ANYTHING : this.#deviceKey;
    if (known === null) this.records.remember(key, device, versions, tried);
    const usable = tried.how === 'right';
    const why = usable ? rightWords(device, this.wanted.check, tried) : this.#refusal(device, tried);
    const milliseconds = usable ? tried.milliseconds : null;
    const form = usable && tried.form ? { form: tried.form } : {};
    return { device, supported: true, usable, why, milliseconds, ...form };
  }

  /**
   * The first form that a device computes rightly; else how the last one ended. Null where nothing was found out of it.
   * A device that is not there, or never came back, is not asked again.
   */
  async #try(device: Device): Promise<Tried | null> {
    const { forms } = this.wanted;
    if (!forms) return this.#tryCheck(device, this.wanted.check);
    let tried: Tried | null = null;
    for (const { form, check } of forms) {
      const found = await this.#tryCheck(device, check);
      if (found === null) return null;
      tried = { ...found, form };
      if (found.how === 'right' || found.how === 'absent' || found.how === 'hung') break;
    }
    return tried;
  }

  /** Null where nothing was found out of the device: the system did not let it, or the CPU, be tried. */
  async #tryCheck(device: Device, check: DeviceCheck): Promise<Tried | null> {
    let found: CheckDone;
    try {
      found = await this.probe.run(device, check);
    } catch (error) {
      this.#tell(device, error);
      const how = error instanceof ProbeEnded ? error.how : 'refused';
      return how === 'untried' ? null : { how, milliseconds: null };
    }
    const expected = await this.#onCpu();
    if (expected === null) return null;
    const right = same(found.parts, expected.parts);
    return { how: right ? 'right' : 'wrong', milliseconds: right ? found.milliseconds : null };
  }

  #tell(device: Device, cause: unknown): void {
    const use = usedFor(this.wanted.check);
    this.onRefused?.(new Error(`${device} was tried for ${use} and is not used`, { cause }));
  }

  /** Null where it cannot be tried, as on a full disk: no question is to wait for that. */
  #onCpu(): Promise<CheckDone | null> {
    this.#cpu ??= this.probe.run('cpu', this.wanted.check).catch((error: unknown) => {
      this.#tell('cpu', error);
      return null;
    });
    return this.#cpu;
  }

  /** Why a device cannot be used. ONNX Runtime's own words name libraries and source files: nothing that a user could act on. */
  #refusal(device: Device, { how }: Tried): string {
    const name = DEVICE_NAMES[device];
    switch (how) {
      case 'crashed':
        return `${name} crashed when it was tried: its driver may need an update.`;
      case 'hung':
        return `${name} gave no answer when it was tried: its driver may need an update.`;
      case 'half':
        return `${name} does not compute in half precision (float16) here, in which this model is stored. Its int4 or int8 form can run there.`;
      case 'wrong':
        return `${name} gives other results than the CPU, so it is not used for ${usedFor(this.wanted.check)}.`;
      case 'refused':
        return `${name} does not run this model, mostly for want of memory. Once that has changed, try devices again.`;
      default:
        if (this.probe.lacksSupport(device))
          return 'There is an NVIDIA card, but CUDA support is not in use: it can be got under Models, which also says what it lacks.';
        return `${name} could not be started: there is no such device, or its driver is missing. Once that has changed, try devices again.`;
    }
  }
}

function usedFor(check: DeviceCheck): string {
  return USES[check.use === 'graph' ? check.for : check.use];
}

function untriedWords(device: Device): string {
  return `${DEVICE_NAMES[device]} could not be tried just now, as the system had no room for files or did not allow them.`;
}

function same(found: readonly CheckPart[], expected: readonly CheckPart[]): boolean {
  return (
    found.length === expected.length &&
    expected.every((part, i) => {
      const values = found[i]?.values ?? [];
      const largest = part.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const close = (value: number, k: number) =>
        Math.abs(value - (part.values[k] as number)) <= part.tolerance * largest;
      const alike = part.cosine === undefined || cosine(values, part.values) >= part.cosine;
      return values.length === part.values.length && values.every(close) && alike;
    })
  );
}

const COMPUTES: Readonly<Record<GraphForm, string>> = {
  own: '',
  fp32: ', in float32',
  fp16: ', in half precision (float16)',
  int8: ', with 8 bits a weight, as it has no room for more',
  int4: ', with 4 bits a weight, as it has no room for more',
};

function rightWords(
  device: Device,
  { use }: DeviceCheck,
  { milliseconds, form = 'own' }: Pick<Tried, 'milliseconds' | 'form'>,
): string {
  if (milliseconds === null)
    return `${DEVICE_NAMES[device]} gives the same results as the CPU, and is far slower here.`;
  const how = COMPUTES[form];
  if (use === 'language')
    return how === '' ? 'Gives the same results as the CPU.' : `Gives the same results as the CPU${how}.`;
  const rate = perSecond(milliseconds);
  return use === 'frames'
    ? `Gives the same results as the CPU, ${rate} frames a second${how}.`
    : `Gives the same results as the CPU, ${rate} times a second${how}.`;
}

function perSecond(milliseconds: number): string {
  const rate = 1000 / milliseconds;
  return rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en');
}

function explain(setting: Settings['device'], chosen: Device, candidates: readonly Candidate[]): string {
  if (setting === 'cpu') return 'The CPU, as chosen in the settings.';
  if (setting === 'auto') return explainAuto(chosen, candidates);
  const form = candidates.find(({ device }) => device === chosen)?.form ?? 'own';
  if (chosen === setting) return `${DEVICE_NAMES[chosen]}, as chosen in the settings${COMPUTES[form]}.`;
  const refusal = candidates.find((candidate) => candidate.device === setting)?.why ?? '';
  return `The CPU, although ${DEVICE_NAMES[setting]} was chosen in the settings. ${refusal}`;
}

function explainAuto(chosen: Device, candidates: readonly Candidate[]): string {
  if (chosen === 'cpu') {
    const slower = candidates.some(({ device, usable }) => usable && device !== 'cpu');
    return slower
      ? 'The CPU, because it is the fastest here.'
      : 'The CPU, because no other device is usable here.';
  }
  const time = (of: Device) => candidates.find(({ device }) => device === of)?.milliseconds ?? 0;
  const times = time('cpu') / time(chosen);
  const faster = times >= 1.05 ? `${times.toFixed(1)} times as fast as the CPU` : 'as fast as the CPU';
  const form = candidates.find(({ device }) => device === chosen)?.form ?? 'own';
  return `${DEVICE_NAMES[chosen]}, measured here: ${faster}${COMPUTES[form]}.`;
}
