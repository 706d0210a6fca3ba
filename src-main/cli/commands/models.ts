import { join, resolve } from 'node:path';
import { formatBytes } from '../../../src-shared/bytes';
import type { CatalogueEntry, Install, PackSummary, Precision } from '../../../src-shared/packs';
import type { Settings } from '../../../src-shared/settings';
import { formatClock, secondsToMicros } from '../../../src-shared/time';
import { Cancelled } from '../../base/media/errors';
import { listPacks } from '../../base/packs/pack';
import { CudaSupport } from '../../main/packs/cuda-support';
import { NoSuchInstall } from '../../main/packs/errors';
import type { ModelsCommand } from '../arguments';
import type { Context } from '../context';
import { UsageError } from '../errors';
import { EXIT, type ExitCode, exitCodeFor } from '../exit-codes';
import { printable } from '../output';
import type { Result } from '../result';
import { chooseOwn, lookForOwn } from './own-model';

/** Looks at, fetches, imports, removes and chooses models. */
export function models(context: Context, command: ModelsCommand): Promise<Result> {
  switch (command.action) {
    case 'list':
      return list(context);
    case 'available':
      return available(context);
    case 'install':
      return install(context, command.id, command.precision, command.yes);
    case 'import':
      return follow(context, (packs) => packs.importFrom(resolve(command.path), command.precision));
    case 'remove':
      return remove(context, command.id);
    case 'look':
      return lookForOwn(context, command.place);
    case 'useOwn':
      return chooseOwn(context, command.model, command.place, command.reads);
    case 'use':
      return use(context, command.role, command.id);
  }
}

/** Built in and installed, without opening the library: this works whatever else is wrong. */
export async function packsOf({ around }: Pick<Context, 'around'>): Promise<PackSummary[]> {
  const verifiedFile = join(around.userDataDir, 'verified-files.json');
  const builtIn = await listPacks(join(around.resourcesDir, 'packs'), { builtIn: true, verifiedFile });
  const cuda = await cudaOf({ around }).summary();
  return [
    ...builtIn,
    ...(await listPacks(join(around.userDataDir, 'packs'), { builtIn: false, verifiedFile })),
    ...(cuda ? [cuda] : []),
  ];
}

/** CUDA support, without the library too. */
export function cudaOf({ around: { userDataDir, resourcesDir, spawnWorker } }: Pick<Context, 'around'>) {
  return new CudaSupport({ userDataDir, licencesDir: join(resourcesDir, 'licences'), spawn: spawnWorker });
}

/** The packs that are there, each with whether all its files are as they should be. */
async function list(context: Context): Promise<Result> {
  const packs = await packsOf(context);
  const broken = packs.find((pack) => pack.error);
  const worst: ExitCode = broken?.error ? exitCodeFor(broken.error.code) : EXIT.ok;
  if (packs.length === 0)
    context.tell('No model pack is installed. Reinstall Longtake, or run "npm run setup".');
  return {
    exitCode: packs.length > 0 ? worst : EXIT.tools,
    text: packs.map(packLine).join(''),
    document: { packs },
  };
}

function packLine(pack: PackSummary): string {
  const state = pack.error ? `${pack.state}: ${pack.error.message} ${pack.error.remedy}` : pack.state;
  return `${pack.id} ${printable(pack.version)}  ${formatBytes(pack.bytes)}  ${pack.provides.join(', ')}  ${printable(state)}\n`;
}

async function available(context: Context): Promise<Result> {
  const entries = await context.services().packs.catalogue();
  return {
    exitCode: EXIT.ok,
    text: entries.map(entryText).join('\n'),
    document: { entries: entries.map(brief) },
  };
}

/** Licence texts are long: they are shown before an install. */
function brief(entry: CatalogueEntry) {
  return { ...entry, licences: entry.licences.map(({ part, name }) => ({ part, name })) };
}

function entryText(entry: CatalogueEntry): string {
  const forms = entry.precisions.map(
    ({ precision, diskBytes, fit }) => `  ${precision}: ${formatBytes(diskBytes)} installed. ${fit.why}\n`,
  );
  const checked = entry.hashesKnown
    ? 'every file is checked against a known hash'
    : 'not verified: not every file’s hash is known beforehand; the hub’s own are used';
  return [
    `${entry.id}  ${entry.name}${entry.installed.length > 0 ? `  (installed: ${entry.installed.join(', ')})` : ''}\n`,
    `  ${entry.description}\n`,
    `  ${formatBytes(entry.downloadBytes)} to download from ${entry.host ?? entry.repository} at ${entry.revision}; ${checked}.\n`,
    ...(forms.length > 0 ? forms : [`  ${entry.fit.why}\n`]),
    `  Licences: ${entry.licences.map(({ name }) => name).join(', ')}\n`,
  ].join('');
}

/** Nothing is fetched before the user has seen what, from where and under which terms, and has said yes. */
async function install(
  context: Context,
  id: string,
  precision: Precision | null,
  yes: boolean,
): Promise<Result> {
  if (yes) return follow(context, (packs) => packs.install(id, precision));
  const entry = (await context.services().packs.catalogue()).find((one) => one.id === id);
  if (!entry) throw new NoSuchInstall('model');
  const licences = entry.licences.map(({ part, name, text }) => `\n--- ${part}: ${name} ---\n\n${text}`);
  context.tell('Nothing was fetched. To accept the licences and install it, say the same again with --yes.');
  return {
    exitCode: EXIT.usage,
    text: `${entryText(entry)}${licences.map(printable).join('')}`,
    document: { entry },
  };
}

type Packs = ReturnType<Context['services']>['packs'];

/** Starts an install and shows how it comes on. Ctrl-C pauses it: the same command goes on. */
async function follow(context: Context, start: (packs: Packs) => Promise<Install>): Promise<Result> {
  const { packs } = context.writable();
  const { signal } = context.around;
  signal.throwIfAborted();
  const { id } = await start(packs);
  const show = () => {
    const now = packs.installs().find((one) => one.id === id);
    if (now) context.progress.show(progressOf(now));
  };
  const off = packs.on('changed', show);
  // What takes no time is told too.
  show();
  const stopped = Promise.withResolvers<never>();
  const onAbort = () => {
    packs.pause(id);
    stopped.reject(new Cancelled());
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const pack = await Promise.race([packs.finished(id), stopped.promise]);
    context.progress.end();
    return { exitCode: EXIT.ok, text: packLine(pack), document: { pack } };
  } finally {
    signal.removeEventListener('abort', onAbort);
    off();
    context.progress.end();
  }
}

function progressOf(install: Install) {
  const { name, step, bytesDone, bytesTotal, bytesPerSecond, progress, etaSeconds } = install;
  const speed = bytesPerSecond ? `, ${formatBytes(bytesPerSecond)}/s` : '';
  const left = etaSeconds === null ? '' : `, ${formatClock(secondsToMicros(etaSeconds))} left for this step`;
  const bytes =
    bytesTotal > 1 ? ` (${formatBytes(bytesDone)} of ${formatBytes(bytesTotal)}${speed}${left})` : '';
  return {
    title: name,
    stage: `${step}${bytes}`,
    step,
    fraction: progress,
    framesPerSecond: null,
    etaSeconds: null,
  };
}

async function remove(context: Context, id: string): Promise<Result> {
  const { packs, library } = context.writable();
  const before = library.settings.get();
  await packs.remove(id);
  const after = library.settings.get();
  const changed = ROLES.filter((role) => before[SETTING[role]] !== after[SETTING[role]]);
  for (const role of changed)
    context.tell(`For ${role}, ${after[SETTING[role]] ?? 'nothing'} is used from now on.`);
  return { exitCode: EXIT.ok, text: `Removed ${id}.\n`, document: { removed: id, using: using(after) } };
}

const ROLES = ['search', 'answers', 'speech'] as const;
const SETTING = { search: 'searchPack', answers: 'answerPack', speech: 'speechPack' } as const;
const PROVIDES = { search: 'frames', answers: 'answers', speech: 'speech' } as const;

async function use(context: Context, role: (typeof ROLES)[number], id: string): Promise<Result> {
  const { library, packs } = context.writable();
  if (id === 'none' && role !== 'answers') throw new UsageError(`"none" can be said for answers only.`);
  if (id !== 'none') {
    packs.dir(id);
    const pack = (await packs.list()).find((one) => one.id === id);
    if (!pack?.provides.includes(PROVIDES[role]))
      throw new UsageError(`The pack ${id} is not made for ${role}.`);
    if (pack.fit && !pack.fit.fits) context.tell(pack.fit.why);
  }
  const settings = library.settings.set({ [SETTING[role]]: id === 'none' ? null : id });
  const what = id === 'none' ? 'only what was seen and said' : id;
  return { exitCode: EXIT.ok, text: `For ${role}: ${what}.\n`, document: { using: using(settings) } };
}

function using({ searchPack, answerPack, speechPack }: Settings) {
  return { search: searchPack, answers: answerPack, speech: speechPack };
}
