import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, freemem, hostname, release, totalmem, userInfo, version } from 'node:os';
import { join } from 'node:path';
import { formatBytes } from '../../../src-shared/bytes';
import type { DeviceReport } from '../../../src-shared/devices';
import { toUserError } from '../../../src-shared/errors';
import type { Job } from '../../../src-shared/jobs';
import type { PackSummary } from '../../../src-shared/packs';
import { TRACK_PASSES, TRACKS, type TrackSetting } from '../../../src-shared/passes';
import type { Settings } from '../../../src-shared/settings';
import type { Video } from '../../../src-shared/video';
import { listPacks } from '../../base/packs/pack';
import type { Services } from '../services';
import { type Redactor, redactor } from './redact';

/** What a report is made of. Everything may fail: a report is wanted where something does. */
export interface DiagnosticsSource {
  readonly version: string;
  readonly userDataDir: string;
  readonly resourcesDir: string;
  /** Throws where the library cannot be opened. */
  readonly services: () => Services;
  readonly signal?: AbortSignal;
}

/** Lines of the log that a report holds at most: the last ones. */
const LOG_LINES = 400;

/**
 * What is of use to whoever looks for a fault, and can be shown to anybody: no title, path, name of a file or a person, and no
 * word of a film or of a question. Where the library cannot be read, its films' names are not known and the log is left out.
 */
export async function diagnosticsReport(source: DiagnosticsSource): Promise<string> {
  const services = attempt(source.services);
  const secrets = redactor(secretsOf(source, services.value));
  const sections: [string, () => Promise<readonly string[]> | readonly string[]][] = [
    ['program', () => [`Longtake ${source.version}`, ...runtime()]],
    ['machine', machine],
    ['devices', () => devices(need(services), source)],
    ['ffmpeg', () => mediaPrograms(need(services), source)],
    ['packs', () => packs(source, services.value)],
    ['settings', () => settings(need(services), source)],
    ['library', () => library(need(services))],
    ['log', () => recentLog(source, need(services), secrets)],
  ];
  const parts = [`Longtake diagnostics, ${new Date().toISOString()}`];
  for (const [name, tell] of sections) {
    parts.push(`\n[${name}]`);
    try {
      const lines = await tell();
      parts.push(...(name === 'log' ? lines : lines.map(secrets.text)));
    } catch (error) {
      source.signal?.throwIfAborted();
      parts.push(`cannot be told: ${toUserError(error).code}`);
    }
  }
  return `${parts.join('\n')}\n`;
}

type Attempt<T> =
  | { readonly value: T; readonly error: null }
  | { readonly value: null; readonly error: unknown };

function attempt<T>(work: () => T): Attempt<T> {
  try {
    return { value: work(), error: null };
  } catch (error) {
    return { value: null, error };
  }
}

function need(services: Attempt<Services>): Services {
  if (services.value === null) throw services.error;
  return services.value;
}

function secretsOf({ userDataDir, resourcesDir }: DiagnosticsSource, services: Services | null) {
  const videos = services?.library.videos.list() ?? [];
  const user = attempt(() => userInfo()).value;
  const folders = [
    userDataDir,
    resourcesDir,
    services?.library.dir,
    user?.homedir,
    process.cwd(),
    process.execPath,
  ];
  return {
    titles: videos.map(({ title }) => title),
    fileNames: videos.map(({ fileName }) => fileName),
    paths: services?.library.videos.paths() ?? [],
    folders: folders.filter((path) => path !== undefined),
    people: [user?.username ?? '', hostname()],
  };
}

function runtime(): string[] {
  const { node, electron, chrome } = process.versions;
  return [`Node ${node}`, ...(electron ? [`Electron ${electron}, Chromium ${chrome}`] : ['no Electron'])];
}

function machine(): string[] {
  return [
    `${process.platform} ${process.arch}, ${release()}, ${version()}`,
    `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} threads`,
    `${formatBytes(totalmem(), 'en')} of memory, ${formatBytes(freemem(), 'en')} free`,
  ];
}

async function devices(services: Services, { signal }: DiagnosticsSource): Promise<string[]> {
  const { language, others, ...frames } = await services.deviceReport(signal);
  return [
    ...deviceLines('frames', frames),
    ...(language ? deviceLines('language model', language) : []),
    ...others.flatMap(({ use, report }) => deviceLines(use, report)),
  ];
}

function deviceLines(use: string, { chosen, why, candidates }: DeviceReport): string[] {
  const rows = candidates.map(({ device, usable, milliseconds, why: found }) => {
    const speed = milliseconds === null ? '' : `, ${milliseconds.toPrecision(3)} ms`;
    return `${device}: ${usable ? 'usable' : 'not usable'}${speed}. ${found}`;
  });
  return [`${use}, chosen: ${chosen}. ${why}`, ...rows];
}

async function mediaPrograms({ programs }: Services, { resourcesDir }: DiagnosticsSource): Promise<string[]> {
  const lines = [];
  for (const tool of ['ffmpeg', 'ffprobe'] as const) {
    const { path, version, limits } = await programs.choose(tool);
    const own = path.startsWith(resourcesDir) || /[\\/]node_modules[\\/]/.test(path);
    const from =
      path === process.env[VARIABLE[tool]]
        ? `named by ${VARIABLE[tool]}`
        : own
          ? 'came with Longtake'
          : 'found on this machine';
    const cannot = limits.length === 0 ? '' : `, cannot do: ${limits.join(', ')}`;
    lines.push(`${tool} ${version ?? 'does not say its version'}, ${from}${cannot}`);
  }
  return lines;
}

const VARIABLE = { ffmpeg: 'LONGTAKE_FFMPEG', ffprobe: 'LONGTAKE_FFPROBE' } as const;

/** Packs that a person brought are named by their folder or file: such a name is not told. */
async function packs(
  { userDataDir, resourcesDir }: DiagnosticsSource,
  services: Services | null,
): Promise<string[]> {
  const verifiedFile = join(userDataDir, 'verified-files.json');
  const folders = [join(resourcesDir, 'packs'), join(userDataDir, 'packs')] as const;
  const known = await publicIds(services);
  const lines: string[] = [];
  for (const [n, folder] of folders.entries()) {
    for (const pack of await listPacks(folder, { builtIn: n === 0, verifiedFile })) {
      lines.push(`${nameOf(pack, known)}: ${await factsOf(pack, join(folder, pack.id))}`);
    }
  }
  return lines.length > 0 ? lines : ['none'];
}

async function publicIds(services: Services | null): Promise<Set<string>> {
  const entries = (await services?.packs.catalogue().catch(() => [])) ?? [];
  return new Set(entries.flatMap(({ installed }) => installed));
}

function nameOf({ id, builtIn }: PackSummary, known: ReadonlySet<string>): string {
  return builtIn || known.has(id) ? id : 'an imported pack';
}

async function factsOf(pack: PackSummary, dir: string): Promise<string> {
  const manifest = await readFile(join(dir, 'manifest.json')).catch(() => null);
  const hash = manifest ? createHash('sha256').update(manifest).digest('hex') : 'none';
  const state = pack.error ? `${pack.state} (${pack.error.code})` : pack.state;
  const provides = pack.provides.join(' ') || 'nothing';
  return `${pack.builtIn ? 'built in' : 'installed'}, ${state}, for ${provides}, ${pack.bytes} bytes, manifest ${hash}`;
}

async function settings(services: Services, source: DiagnosticsSource): Promise<string[]> {
  const values = services.library.settings.get();
  const builtIn = await listPacks(join(source.resourcesDir, 'packs'), { builtIn: true }).catch(() => []);
  const known = new Set([...builtIn.map(({ id }) => id), ...(await publicIds(services))]);
  return (Object.keys(values) as (keyof Settings)[])
    .sort()
    .map((key) => `${key}: ${settingOf(values, key, known)}`);
}

/** How a setting is told to others: as it is, as a pack that everybody knows or not, or that it is set, and no more. */
type Told = 'value' | 'pack' | 'whether';

/** Every setting, so that a new one is not told before somebody has thought about it. */
const TOLD: Readonly<Record<keyof Settings, Told>> = {
  ...(Object.fromEntries(TRACKS.map((name) => [TRACK_PASSES[name].setting, 'value'])) as Record<
    TrackSetting,
    'value'
  >),
  ...{
    framesPerSecond: 'value',
    device: 'value',
    theme: 'value',
    language: 'value',
    transcribe: 'value',
    tellSpeakers: 'value',
    downloads: 'value',
    updates: 'value',
  },
  ...{ workPaused: 'value', onlyOnMains: 'value', workHours: 'whether', workCores: 'value' },
  ...{ notifyWhenDone: 'value', keepAwake: 'value' },
  ...{ searchPack: 'pack', answerPack: 'pack', speechPack: 'pack' },
  // Names and keys of one's own models are nobody's affair; addresses tell of people's own networks, and may hold passwords.
  ...{ ownModel: 'whether', mirror: 'whether', proxy: 'whether', keys: 'whether' },
};

function isUnset(value: Settings[keyof Settings]): boolean {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

function settingOf(values: Settings, key: keyof Settings, known: ReadonlySet<string>): string {
  const value = values[key];
  if (value === null) return 'none';
  switch (TOLD[key]) {
    case 'value':
      return String(value);
    case 'pack':
      return known.has(String(value)) ? String(value) : 'an imported pack';
    case 'whether':
      return isUnset(value) ? 'not set' : 'set';
  }
}

function library({ library: { videos, jobs, readOnly } }: Services): string[] {
  const all = videos.list();
  const hours = all.reduce((sum, { duration }) => sum + duration, 0) / 3.6e9;
  const frames = all.reduce((sum, { frameCount }) => sum + frameCount, 0);
  return [
    `${all.length} films, ${hours.toFixed(1)} hours, ${frames} frames${readOnly ? ', open elsewhere' : ''}`,
    `states: ${counted(all.map(({ state }) => state))}`,
    `kinds: ${counted(all.map(kindOf))}`,
    `failures: ${counted(all.flatMap(({ error }) => error?.code ?? []))}`,
    `tracks: ${counted(all.flatMap(({ tracks }) => tracks))}`,
    `jobs: ${counted(jobs.list().map((job: Job) => `${job.stage} ${job.state}${job.error ? ` ${job.error.code}` : ''}`))}`,
  ];
}

function kindOf({ media: { container, video, audio } }: Video): string {
  const picture = video ? `${video.codec} ${video.pixelFormat}` : 'no picture';
  return `${container.split(',')[0]} ${picture} ${audio[0]?.codec ?? 'no sound'}`;
}

function counted(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const told = [...counts].sort(([, a], [, b]) => b - a).map(([word, count]) => `${count} ${word}`);
  return told.join(', ') || 'none';
}

/** @param _services without them films' names are not known, and could not be taken out */
async function recentLog(
  { userDataDir }: DiagnosticsSource,
  _services: Services,
  { log }: Redactor,
): Promise<string[]> {
  const dir = join(userDataDir, 'logs');
  const texts = await Promise.all(
    ['longtake.1.log', 'longtake.log'].map((name) => readFile(join(dir, name), 'utf8').catch(() => '')),
  );
  const lines = texts.join('').trimEnd().split('\n').slice(-LOG_LINES);
  const clean = log(lines.join('\n'));
  return clean === '' ? ['empty'] : [clean];
}
