import { ERROR_CODES } from '../../../src-shared/errors';
import { MEDIA_EXTENSIONS } from '../intake/find-files';
import { frameOf } from './stack-frame';

/** What a report must not say, by what stands in its place. */
export interface Secrets {
  readonly titles: readonly string[];
  readonly fileNames: readonly string[];
  /** Where films are, and with them how the folders on the way there are called. */
  readonly paths: readonly string[];
  /** Longtake's own folders, and the user's home. */
  readonly folders: readonly string[];
  /** Of the user and of the machine. */
  readonly people: readonly string[];
}

export interface Redactor {
  /** A sentence of the program's own, from which only what is known to be secret is taken. */
  text(text: string): string;
  /** A log: of its messages what is known to be secret, what is quoted, paths, names of files, addresses. */
  log(text: string): string;
}

const FILES =
  'srt vtt txt json md edl fcpxml xml otio ffmetadata csv html jpg jpeg png gif webp pdf zip tar gz tgz onnx safetensors gguf bin db';
const ENDINGS = [...MEDIA_EXTENSIONS, 'mka', 'mk3d', 'ogx', 'm2v', 'divx', ...FILES.split(' ')].join('|');
/** A name may have spaces in it, and where it begins nobody can tell: everything before it goes as well. */
const NAMED_FILE = new RegExp(`^.*\\.(?:${ENDINGS})(?![\\p{L}\\p{N}])`, 'iu');
/** What a message begins with that is the program's own: `Unforeseen: TypeError: `. */
const CLASSES = ['Unforeseen', 'WorkerFailed', 'WorkerDied', 'ProbeEnded', 'Thrown', ...ERROR_CODES].join(
  '|',
);
const HEAD = new RegExp(`^(?:(?:${CLASSES}|[A-Z]\\w{0,40}Error|Error): )*`);
/** Of a failure with words for the user the code says it all; its sentence is made of it and of a name, which may look like anything. */
const SENTENCE = new RegExp(`(?:^|: )(?:${ERROR_CODES.join('|')}): $`);
const LONGEST_MESSAGE = 400;

/** Each pattern goes on to the line's end where the end of what it finds cannot be told. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // To the last quote of its kind in the line: names have quotes in them too.
  [/“.*”|“.*$/gu, '[quoted]'],
  [/«.*»|«.*$/gu, '[quoted]'],
  [/".*"|".*$/gu, '[quoted]'],
  [/`.*`|`.*$/gu, '[quoted]'],
  [/‘.*’|‘.*$/gu, '[quoted]'],
  [/(?<![\p{L}\p{N}])'.*'(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])'(?=\S).*$/gu, '[quoted]'],
  // Paths and file: addresses, with whatever spaces; other addresses have none.
  [/\bfile:.*$/giu, '[path]'],
  [/\b[a-z][a-z0-9+.-]*:\/\/\S+/giu, '[address]'],
  [/(?<![\p{L}\p{N}])[a-z]:[\\/].*$/giu, '[path]'],
  [/\\\\.*$/gu, '[path]'],
  [/(?<![\p{L}\p{N}\]])[~.]{0,2}\/(?=[^\s/]).*$/gu, '[path]'],
  [/\S*[\\/]\S*/gu, '[path]'],
  [/\S+@\S+/gu, '[address]'],
  [/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH)\b.*$/gu, '$1 [address]'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/gu, '[address]'],
  [/\b(?:[0-9a-f]{0,4}:){3,}[0-9a-f]{0,4}/giu, '[address]'],
];

/** A film is named by its content's hash: whoever has the file could tell it by that. */
const FILM_ID = /\b[0-9a-f]{32}\b/g;
const HASH = /\b[0-9a-f]{40,}\b/g;

export function redactor(secrets: Secrets): Redactor {
  const known = knownNames(secrets);
  const films = new Map<string, string>();
  const filmName = (id: string) => {
    const name = films.get(id) ?? `film-${films.size + 1}`;
    films.set(id, name);
    return name;
  };

  const ofUser = (text: string, names: readonly Known[] = known) => {
    let clean = text.normalize('NFC');
    for (const { pattern, mark } of namesIn(clean, names)) clean = clean.replace(pattern, mark);
    return clean;
  };

  function message(text: string, names: readonly Known[]): string {
    const [head = ''] = HEAD.exec(text) ?? [];
    if (SENTENCE.test(head)) return `${head}[sentence]`;
    let rest = ofUser(text.slice(head.length), names).replace(FILM_ID, filmName).replace(HASH, '[hash]');
    for (const [pattern, mark] of PATTERNS) rest = rest.replace(pattern, mark);
    rest = rest.replace(NAMED_FILE, '[file]');
    return head + (rest.length > LONGEST_MESSAGE ? `${rest.slice(0, LONGEST_MESSAGE)}…` : rest);
  }

  /** Null for what has no form that the log gives its lines: the rest of a message that had several. */
  function line(text: string, names: readonly Known[]): string | null {
    const frame = frameOf(text);
    if (frame !== null) return frame;
    const [, begin, rest] =
      /^(\d{4}-\d\d-\d\dT[\d:.]+Z (?:info|error) |\s*caused by |\s*\| )(.*)$/.exec(text) ?? [];
    return begin === undefined ? null : begin + message(rest ?? '', names);
  }

  return {
    text: (text) => ofUser(text),
    log(text) {
      const names = namesIn(text.normalize('NFC'), known);
      const kept: string[] = [];
      let left = 0;
      const tell = () => {
        if (left > 0) kept.push(`    [${left} more of the message left out]`);
        left = 0;
      };
      for (const one of text.split(/\r\n|[\n\r\u0085\u2028\u2029]/)) {
        const clean = one.trim() === '' ? undefined : line(one, names);
        if (clean === null) left += 1;
        if (typeof clean !== 'string') continue;
        tell();
        kept.push(clean);
      }
      tell();
      return kept.join('\n');
    },
  };
}

interface Known {
  /** Cheap to look for: most names are in no log. */
  readonly probe: string;
  readonly pattern: RegExp;
  readonly mark: string;
}

/** Those that stand in a text, whatever is between their words. */
function namesIn(text: string, names: readonly Known[]): Known[] {
  const plain = spaced(text);
  return names.filter(({ probe }) => plain.includes(probe));
}

function spaced(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ');
}

/** Every name in every form that it may stand in, longest first, so that no part of a longer one is left. */
function knownNames({ titles, fileNames, paths, folders, people }: Secrets): Known[] {
  const marks = new Map<string, string>();
  const add = (names: readonly string[], mark: string) => {
    for (const name of names.flatMap(formsOf)) if (name.trim().length > 1) marks.set(name, mark);
  };
  // The same word may be several of these: a path says least.
  add(people, '[name]');
  add(paths.flatMap(foldersIn), '[folder]');
  add(titles, '[title]');
  add(fileNames.map(stem), '[file]');
  add(fileNames, '[file]');
  add([...paths, ...folders], '[path]');
  return [...marks]
    .sort(([a], [b]) => b.length - a.length)
    .map(([name, mark]) => ({
      probe: spaced(name),
      pattern: patternOf(name),
      mark,
    }));
}

function formsOf(name: string): string[] {
  const plain = name.toWellFormed().normalize('NFC').trim();
  const inJson = JSON.stringify(plain).slice(1, -1);
  return [plain, inJson, encodeURI(plain), encodeURIComponent(plain), plain.replaceAll('\\', '/')];
}

function stem(fileName: string): string {
  return fileName.replace(/\.[^.]*$/, '');
}

/** The names of folders on the way to a file. */
function foldersIn(path: string): string[] {
  return path.split(/[\\/]/).slice(1, -1);
}

/** As words of their own, however they are spaced; scripts without spaces have no such words. */
function patternOf(name: string): RegExp {
  const words = name
    .split(/\s+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('\\s+');
  const latin = /^[\p{Script=Latin}\p{N}\p{P}\p{S}\p{M}\s]+$/u.test(name);
  return latin
    ? new RegExp(`(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])`, 'giu')
    : new RegExp(words, 'giu');
}
