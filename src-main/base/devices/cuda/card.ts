import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fit } from '../../../../src-shared/packs';
import { OLDEST_CAPABILITY, OLDEST_DRIVER } from './parts';

/** An NVIDIA card of this machine, as far as it tells. */
export interface NvidiaCard {
  readonly name: string | null;
  /** Null where the card is there and no driver of NVIDIA's runs it. */
  readonly driver: string | null;
  /** Its compute capability, such as 8.6; null where nothing tells it. */
  readonly capability: number | null;
}

/** What looking for a card asks of the system; tests answer themselves. */
export interface CardSigns {
  readonly system: string;
  /** Whether there is such a card at all, whatever drives it. */
  hasCard(): boolean;
  /** What the driver's own file says. */
  driverFile(): string;
  /** What NVIDIA's program answers; null where it is not there, fails, or takes too long. */
  ask(): Promise<string | null>;
}

/** Milliseconds for NVIDIA's program: a card that hangs holds it for ever. */
const PATIENCE = 5000;
const NVIDIA_VENDOR = '0x10de';
const DRIVER = '/proc/driver/nvidia/version';

const SYSTEM: CardSigns = {
  system: `${process.platform} ${process.arch}`,
  // On Windows' Linux the card is no device of the bus.
  hasCard: () => existsSync(DRIVER) || existsSync('/dev/dxg') || onTheBus('/sys/bus/pci/devices'),
  driverFile: () => textOf(DRIVER),
  ask: () => askNvidia('nvidia-smi'),
};

/** Whether the bus has a display of NVIDIA's; its cards have a sound device, too. */
function onTheBus(folder: string): boolean {
  const names = namesIn(folder);
  const isDisplay = (name: string) => textOf(join(folder, name, 'class')).startsWith('0x03');
  return names.some(
    (name) => textOf(join(folder, name, 'vendor')).trim() === NVIDIA_VENDOR && isDisplay(name),
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** @param program never waited for longer than it may take, even where nothing ends it */
export function askNvidia(program: string, patience = PATIENCE): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const query = ['--query-gpu=name,driver_version,compute_cap', '--format=csv,noheader'];
  const options = { timeout: patience, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 } as const;
  const child = execFile(program, query, options, (error, stdout) => resolve(error ? null : stdout));
  const timer = setTimeout(() => {
    // One that waits in the kernel hears no signal.
    child.unref();
    resolve(null);
  }, patience * 1.2);
  return promise.finally(() => clearTimeout(timer));
}

/** The version of NVIDIA's driver that runs, as its own file tells it: at once, and without asking the card. */
export function driverNow(text = textOf(DRIVER)): string | null {
  return / (\d+\.\d+(?:\.\d+)?) /.exec(text)?.[1] ?? null;
}

/** Whether there is a card that CUDA support could be got for, whatever drives it: at once, and without asking the card. */
export function hasNvidia({ system, hasCard }: Pick<CardSigns, 'system' | 'hasCard'> = SYSTEM): boolean {
  return system === 'linux x64' && hasCard();
}

/** The NVIDIA card of this machine; null where there is none, and on systems for which no provider is published. */
export async function findNvidia(signs: CardSigns = SYSTEM): Promise<NvidiaCard | null> {
  if (!hasNvidia(signs)) return null;
  const cards = ((await signs.ask()) ?? '')
    .split('\n')
    .map((line) => line.split(',').map((part) => part.trim()))
    .filter(([name, driver]) => name && /^\d+\.\d+/.test(driver ?? ''));
  // The newest one: it is what CUDA counts first, mostly.
  const [best] = cards.sort((a, b) => Number(b[2]) - Number(a[2]));
  const driver = best?.[1] ?? driverNow(signs.driverFile());
  const capability = Number.parseFloat(best?.[2] ?? '');
  return { name: best?.[0] ?? null, driver, capability: Number.isFinite(capability) ? capability : null };
}

/** Whether a card can run what would be fetched, in a sentence that says what to install where it cannot. */
export function cudaFit({ name, driver, capability }: NvidiaCard): Fit {
  if (driver === null) {
    return no(
      'There is an NVIDIA card, but its driver is not running: install NVIDIA’s driver 580 or newer.',
    );
  }
  if (Number.parseInt(driver, 10) < OLDEST_DRIVER) {
    return no(`NVIDIA’s driver ${driver} is too old for CUDA 13: install driver 580 or newer.`);
  }
  if (capability !== null && capability < OLDEST_CAPABILITY) {
    const card = name ?? 'The card';
    return no(`${card} is too old for CUDA 13, which knows cards from the GeForce 16 and RTX 20 on.`);
  }
  const card = name ?? 'the NVIDIA card';
  return { fits: true, why: `Runs on ${card} with driver ${driver}.` };
}

function no(why: string): Fit {
  return { fits: false, why };
}
