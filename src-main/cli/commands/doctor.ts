import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { formatBytes } from '../../../src-shared/bytes';
import type { DeviceReport } from '../../../src-shared/devices';
import { toUserError, type UserError } from '../../../src-shared/errors';
import { freeBytes } from '../../base/media/disk';
import { describeProgram, MediaPrograms } from '../../base/media/programs';
import { ModelPackMissing } from '../../base/packs/errors';
import { packManifest } from '../../base/packs/manifest';
import { diagnosticsReport } from '../../main/diagnostics/report';
import { type Destination, writeOutput } from '../../main/export/output';
import type { OutputRules } from '../../main/export/output-rules';
import type { Context } from '../context';
import { EXIT, exitCodeFor } from '../exit-codes';
import { printable } from '../output';
import type { Result } from '../result';
import { cudaOf, packsOf } from './models';
import { checkOwn, ownModelOf } from './own-model';

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly says: string;
  readonly error: UserError | null;
}

/** Nothing else needs it, so that its absence is no fault. */
const NO_VOICES: Check = {
  name: 'voices',
  ok: true,
  says: 'not there: who speaks is not told. In a checkout, "npm run setup" makes it where Python 3 with pip reaches PyPI.',
  error: null,
};

/** Which device runs what. */
type UsedDevices = DeviceReport & { readonly use: string };

/**
 * Tries each part that the others need; each failure with what to do about it.
 * @param options `report`: where a report that can be shown to others is written, null for standard output; undefined makes none.
 *   `again`: devices are tried anew
 */
export async function doctor(
  context: Context,
  { report: reportTo, again }: { readonly report?: Destination | null; readonly again: boolean },
): Promise<Result> {
  const { checks, devices } = await tryAll(context, again);
  const failed = checks.find((check) => !check.ok);
  const exitCode = failed?.error ? exitCodeFor(failed.error.code) : EXIT.ok;
  const summary = checks
    .map((c) => `${c.ok ? 'ok  ' : 'BAD '}  ${c.name.padEnd(10)}  ${printable(c.says)}\n`)
    .concat(devices.flatMap(({ use, candidates }) => rowsOf(candidates).map((one) => deviceLine(use, one))))
    .join('');
  const document = { version: context.around.version, checks, devices };
  if (reportTo === undefined) return { exitCode, text: summary, document };
  const report = await diagnosticsReport({ ...context.around, services: () => context.services() });
  if (reportTo === null) return { exitCode, text: report, document: { ...document, report } };
  const written = await writeOutput(rulesOf(context, reportTo), reportTo.path, 'txt', report);
  const told = `The report is in ${printable(reportTo.path)}. It names no film, folder or person; look at it before you send it.\n`;
  return { exitCode, text: `${summary}${told}`, document: { ...document, written } };
}

/** A report is wanted most where the library cannot be opened: its films are not known then. */
function rulesOf(context: Context, { replace }: Destination): OutputRules {
  try {
    return { library: context.services().library, replace };
  } catch {
    return {
      library: { dir: context.libraryDir, videos: { paths: () => [], has: () => false } },
      replace: false,
    };
  }
}

async function tryAll(
  context: Context,
  again: boolean,
): Promise<{ checks: Check[]; devices: UsedDevices[] }> {
  const { around } = context;
  const checks: Check[] = [];
  let devices: UsedDevices[] = [];
  const tryOut = async (name: string, check: () => Promise<string> | string) => {
    try {
      checks.push({ name, ok: true, says: await check(), error: null });
    } catch (error) {
      around.signal.throwIfAborted();
      const words = toUserError(error);
      checks.push({ name, ok: false, says: `${words.message} ${words.remedy}`, error: words });
    }
  };
  await tryOut(
    'program',
    () => `Longtake ${around.version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
  );
  const programs = new MediaPrograms({
    resourcesDir: around.resourcesDir,
    // Tried anew each time: what is asked here is whether it works now.
    cacheFile: null,
  });
  await tryOut('ffmpeg', async () => describeProgram(await programs.choose('ffmpeg')));
  await tryOut('ffprobe', async () => describeProgram(await programs.choose('ffprobe')));
  await tryOut('library', () => {
    const { library } = context.services();
    const use = library.readOnly ? `, ${context.whyReadOnly}` : '';
    return `${context.libraryDir}, ${library.videos.list().length} videos${use}`;
  });
  await tryOut('disk', async () => {
    return `${formatBytes(await freeBytes(context.libraryDir))} free where the library lies`;
  });
  for (const pack of await packsOf(context)) {
    const says = pack.error
      ? `${pack.error.message} ${pack.error.remedy}`
      : `${pack.version}, ${pack.provides.includes('cuda') ? 'a graph was run' : 'every file checked'}${pack.fit ? `. ${pack.fit.why}` : ''}`;
    checks.push({ name: `pack ${pack.id}`, ok: pack.error === null, says, error: pack.error });
  }
  const cuda = cudaOf(context);
  // What is there of it is among the packs.
  if (!checks.some(({ name }) => name === 'pack cuda'))
    await tryOut('cuda', async () => (await cuda.describe()) ?? 'no NVIDIA card here that CUDA could run on');
  if (!checks.some(({ name }) => name === 'pack voices')) checks.push(NO_VOICES);
  await tryOut('writing', () => describeWriting(context));
  const own = ownModelOf(context);
  // Whoever chose none has nothing connected to.
  if (own !== null) await tryOut('own model', () => checkOwn(context, own));
  await tryOut('inference', async () => {
    if (again) context.services().forgetDevices();
    const { language, others, ...frames } = await context.services().deviceReport(around.signal);
    const used = [
      { use: 'frames', ...frames },
      ...(language ? [{ use: 'language model', ...language }] : []),
    ];
    // Where there is no choice, one row fewer to read for each.
    devices = [...used, ...others.map(({ use, report }) => ({ use, ...report })).filter(hasChoice)];
    return used.map(({ use, chosen, why }) => `${use} on ${chosen}: ${why}`).join(' ');
  });
  return { checks, devices };
}

/** Which models read what is written in pictures, and in which letters. */
async function describeWriting(context: Context): Promise<string> {
  const { tracks, scripts } = context.services().chosen;
  const said: string[] = [];
  for (const dir of [tracks, ...scripts]) {
    const text = await readFile(join(dir, 'manifest.json'), 'utf8').catch((cause: unknown) => {
      throw new ModelPackMissing(basename(dir), { cause });
    });
    const { name, writing } = packManifest.parse(JSON.parse(text));
    if (writing?.kind === 'recogniser') said.push(`${name} (${writing.scripts.join(', ')})`);
    else if (writing?.kind === 'pp-ocr') said.push(writing.model ?? 'PP-OCRv4 mobile');
  }
  const newest = /PP-OCRv6/.test(said[0] ?? '');
  const letters = newest ? 'Latin letters, Chinese and Japanese' : 'Chinese and English';
  const others = said.slice(1);
  const better = newest ? '' : ' "npm run setup" looks once more for the model that reads more languages.';
  return `${said[0]}: ${letters}.${others.length > 0 ? ` Also ${others.join('; ')}.` : ''}${better}`;
}

function hasChoice({ candidates }: UsedDevices): boolean {
  return candidates.some(({ device, usable }) => usable && device !== 'cpu');
}

/** Devices that this system's build could never use are nobody's concern. */
function rowsOf(candidates: DeviceReport['candidates']): DeviceReport['candidates'] {
  return candidates.filter(({ supported }) => supported);
}

/** A row of the table of devices: what it is for, how fast, and why (not). */
function deviceLine(use: string, { device, milliseconds, why }: DeviceReport['candidates'][number]): string {
  const speed = milliseconds === null ? '-' : `${milliseconds.toPrecision(3)} ms`;
  return `      ${use.padEnd(14)}  ${device.padEnd(7)}  ${speed.padStart(9)}  ${printable(why)}\n`;
}
