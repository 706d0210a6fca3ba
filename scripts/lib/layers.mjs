// Who may import whom (docs/architecture.md). A check of its own rather than a lint rule, because the rule is about
// the file that an import reaches, not about how the import is spelt.
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { parseSync } from 'vite';

/** @typedef {{ path: string, line: number, target?: string, unreadable?: string }} Import */
/** Of src-main: what the files of each process may reach. Types count: a contract that names another process's class is no contract. */
const REACHES = {
  base: ['base'],
  main: ['base', 'main'],
  worker: ['base', 'worker'],
  // The command line is a main process without a window.
  cli: ['base', 'main', 'cli'],
};
/** Rooms of each process, lowest first: a room imports only its own level or lower ones. What is not named here puts them together. */
const LEVELS = {
  base: [
    // log: what every room may write to. telemetry: what every process loads first.
    ['cosine', 'float16', 'kept-json', 'log', 'make-folder', 'paths', 'replace-file', 'telemetry'],
    ['media', 'devices'],
    ['packs', 'film', 'library', 'release'],
    ['rpc'],
    ['answer'],
  ],
  main: [
    ['intake', 'collections', 'telemetry-leftovers'],
    ['jobs', 'export', 'bundles'],
    ['packs', 'chat', 'updates'],
    ['services'],
    ['diagnostics'],
    ['desktop'],
  ],
  worker: [
    ['onnx-runtime', 'formats', 'own-model'],
    ['checkpoints'],
    ['inference'],
    ['recognition', 'install'],
    ['index'],
    ['answer'],
    ['calls'],
  ],
  cli: [],
};
/** Folders of the page, lowest first; what is not named here is above them. No two import each other. */
const PAGE_LEVELS = [
  ['ui'],
  ['stores', 'api'],
  ['actions'],
  // Features that others open or show, then those that a person works in, the panel that holds these, and the screens.
  ['export', 'film', 'help', 'jobs', 'models', 'timeline'],
  ['chat', 'collections', 'player', 'scene', 'search', 'settings', 'transcript', 'tray'],
  ['panel'],
  ['library', 'workspace'],
];
/** Of lower rooms, what a room may not know all the same: [room, folder, why]. */
const NOT_FOR = [
  ['worker/answer', 'src-main/base/media/', 'answers come from what is stored, not from the film'],
];
/** Packages that only one place may know: [package, folders and files that may import it, why]. */
/** @type {[string, string[], string][]} */
const RESERVED = [
  [
    'electron',
    [
      ...['src-main/main/desktop/', 'src-main/main/main.ts', 'src-main/main/program.ts'],
      ...['src-main/cli/main.ts', 'src-renderer/preload.ts'],
    ],
    'only desktop and the entries know Electron',
  ],
  ['fluent-ffmpeg', ['src-main/base/media/'], 'only media knows ffmpeg'],
  ['ffmpeg-static', ['src-main/base/media/'], 'only media knows ffmpeg'],
  ...['onnxruntime-node', 'onnxruntime-common', 'onnxruntime-web'].map(runtime),
  [
    'electron-updater',
    ['src-main/main/desktop/self-installer/', 'src-main/main/updates/updates.test.ts'],
    'only desktop replaces the program',
  ],
  ['undici', ['src-main/worker/install/hub/'], 'only what fetches models knows the network'],
  ['intl-messageformat', ['src-shared/words/', 'scripts/'], 'only words knows how messages are written'],
  ...['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns'].flatMap((name) => [
    connecting(name),
    connecting(`node:${name}`),
  ]),
];
/** @returns {[string, string[], string]} */
function runtime(name) {
  return [
    name,
    ['src-main/worker/onnx-runtime/'],
    'only onnx-runtime may load it, with its reports to Microsoft off',
  ];
}
/** @returns {[string, string[], string]} */
function connecting(name) {
  return [
    name,
    // Tests serve on this computer.
    [
      'src-main/worker/own-model/',
      'src-main/worker/install/hub/testing/',
      'src-main/worker/install/hub/download.test.ts',
      'src-main/worker/install/release/testing/',
      'src-main/base/media/playlist-refusal.test.ts',
    ],
    'only what asks a language model on this computer opens connections, and to this computer alone',
  ];
}

/** Packages that src-shared may import. */
const SHARED_PACKAGES = ['zod', 'intl-messageformat'];

/**
 * @param {Map<string, string>} files sources by path from the project's root, with forward slashes
 * @returns {string[]} one line for each import that breaks the layers; none when all is well
 */
export function layerViolations(files) {
  const imports = [...files].flatMap(([path, source]) => importsOf(path, source));
  return [...imports.flatMap(check), ...circlesBetweenRooms(imports)].sort();
}

/** @returns {Import[]} */
function importsOf(path, source) {
  const { module, errors } = parseSync(path, source);
  if (errors.length > 0) return [{ path, line: 1, unreadable: errors[0].message }];
  const requests = [
    ...module.staticImports.map((found) => found.moduleRequest),
    ...module.staticExports
      .flatMap((found) => found.entries.map((entry) => entry.moduleRequest ?? []))
      .flat(),
    ...namedInExpressions(source),
  ];
  return requests.map(({ start, end }) => ({
    path,
    line: source.slice(0, start).split('\n').length,
    target: resolveTarget(path, source.slice(start + 1, end - 1)),
  }));
}

/** Of an expression that imports, up to the name: `import(` and `require(`, also of `createRequire(…)`, with comments between. */
const IMPORTING = String.raw`\b(?:import|require|createRequire\s*\([^()]*\))\s*\(\s*(?:\/\*[^*]*\*\/\s*)*`;

/** Where the modules of `import('…')`, also in a type, and of `require('…')` stand. */
function namedInExpressions(source) {
  const named = new RegExp(`${IMPORTING}(['"\`])([^'"\`\\n$]+)\\1\\s*[,)]`, 'g');
  return [...source.matchAll(named)].map((found) => {
    const start = found.index + found[0].lastIndexOf(`${found[1]}${found[2]}`);
    return { start, end: start + found[2].length + 2 };
  });
}

/** A path from the root for a relative import, a package's name for any other. */
function resolveTarget(path, specifier) {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier);
  return specifier;
}

/** @param {Import} found */
function check({ path, line, target = '', unreadable }) {
  /** @returns {string[]} */
  const complain = (why) => [`${path}:${line} ${why}`];
  if (unreadable !== undefined) return complain(`cannot be parsed: ${unreadable}`);
  const why = isOwnFile(target) ? whyNotFile(path, target) : whyNotPackage(path, target);
  return why === undefined ? [] : complain(`imports ${target}: ${why}`);
}

function isOwnFile(target) {
  return /^(src-[a-z]+|e2e|eval|bench|scripts|\.\.)\//.test(target);
}

function whyNotFile(path, target) {
  const from = sideOf(path);
  const to = sideOf(target);
  if (to === undefined)
    return isForTests(path) ? undefined : 'the program may not depend on what lies outside its sources';
  if (isForTests(target) && !isForTests(path)) return 'what helps tests is for tests alone';
  if (from === to && from === 'src-main')
    return whyNotProcess(path, target) ?? whyNotThis(path, target) ?? whyNotLevel(path, target, mainLevelOf);
  if (from === to && from === 'src-renderer') return whyNotLevel(path, target, pageLevelOf);
  if (to === 'src-shared' || from === to) return undefined;
  if (from === 'src-shared') return 'src-shared imports nothing but zod and the messages’ library';
  return 'the page and the main side know only src-shared of each other';
}

/** A test may play whoever calls its room, in its own process or another. */
function whyNotProcess(path, target) {
  const [from, to] = [processOf(path), processOf(target)];
  if (from === undefined || isTest(path) || REACHES[from]?.includes(to)) return undefined;
  return `a file of ${from} may not know one of ${to ?? 'the entries'}`;
}

function whyNotThis(path, target) {
  return NOT_FOR.find(([room, file]) => roomOf(path) === room && target.startsWith(file))?.[2];
}

function whyNotLevel(path, target, levelOf) {
  const crosses = sideOf(path) === 'src-main' && processOf(path) !== processOf(target);
  if (isTest(path) || crosses || levelOf(target) <= levelOf(path)) return undefined;
  return `${roomOf(path)} is below ${roomOf(target)} and may not know it`;
}

function whyNotPackage(path, target) {
  const reserved = RESERVED.find(([name]) => target === name || target.startsWith(`${name}/`));
  if (reserved !== undefined && !reserved[1].some((place) => path.startsWith(place))) return reserved[2];
  if (isTest(path)) return undefined;
  const builtin = target.startsWith('node:') || builtinModules.includes(target);
  if (builtin && sideOf(path) === 'src-renderer') return 'the page has no Node';
  if (sideOf(path) === 'src-shared' && !SHARED_PACKAGES.includes(target))
    return 'src-shared imports nothing but zod and the messages’ library';
  return undefined;
}

function circlesBetweenRooms(imports) {
  const neighbours = new Map();
  for (const { path, target } of imports) {
    if (
      target === undefined ||
      isTest(path) ||
      sideOf(path) === 'src-shared' ||
      sideOf(path) !== sideOf(target)
    )
      continue;
    const [from, to] = [roomOf(path), roomOf(target)];
    if (from === to) continue;
    neighbours.set(from, (neighbours.get(from) ?? new Set()).add(to));
  }
  const circles = [];
  for (const start of neighbours.keys()) {
    const way = wayBack(start, neighbours);
    // Each circle is found once from each of its rooms: keep the one that starts with the first by name.
    if (way?.every((room) => room >= start)) {
      circles.push(`rooms import each other in a circle: ${[...way, start].join(' -> ')}`);
    }
  }
  return circles;
}

/** The shortest way from a room back to itself, by breadth first. */
function wayBack(start, neighbours) {
  const ways = [[start]];
  const seen = new Set();
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const next of neighbours.get(way.at(-1)) ?? []) {
      if (next === start) return way;
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return undefined;
}

function sideOf(path) {
  return /^(src-main|src-shared|src-renderer)\//.exec(path)?.[1];
}

/** base, main, worker or cli; undefined for an entry that starts one of them. */
function processOf(path) {
  return /^src-main\/([^/.]+)\//.exec(path)?.[1];
}

/** A room with its process, as `main/jobs`; a folder of the page; '' outside of both. */
function roomOf(path) {
  const inMain = /^src-main\/([^/]+\/[^/.]+|[^/.]+)/.exec(path)?.[1];
  return inMain ?? /^src-renderer\/([^/.]+)/.exec(path)?.[1] ?? '';
}

function mainLevelOf(path) {
  const levels = LEVELS[processOf(path)] ?? [];
  const level = levels.findIndex((rooms) => rooms.includes(roomOf(path).split('/')[1]));
  return level === -1 ? levels.length : level;
}

function pageLevelOf(path) {
  const level = PAGE_LEVELS.findIndex((rooms) => rooms.includes(roomOf(path)));
  return level === -1 ? PAGE_LEVELS.length : level;
}

function isTest(path) {
  return /\.test\.tsx?$/.test(path) || /\/testing\//.test(path);
}

/** A test, or what only tests load: a folder `testing`, a file `testing.ts` or `testing-….ts`; a target has no ending. */
function isForTests(path) {
  return isTest(path) || /\.test$|\/testing($|[.-])/.test(path);
}
