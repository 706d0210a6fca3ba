import { resolve } from 'node:path';
import { collection } from '../../src-shared/collections';
import { tableName } from '../../src-shared/exports';
import { type OwnModelPlace, ownModelPlace } from '../../src-shared/own-model';
import { speakerName } from '../../src-shared/speakers';
import { LANGUAGES, type Language, language } from '../../src-shared/words/language';
import { TIMEBASES } from '../main/export/timecode';
import { UsageError } from './errors';
import { destination, OPTIONS, type Option, type Options, range } from './options';

/** A way to use the command line: what parses it, what help and docs/cli.md say of it, and what it means. */
export interface Usage<N extends string, C> {
  /** The command. */
  readonly name: N;
  /**
   * The words behind it, with a space between: `ID` is the user's own, `use` stands as it is, `a|b` is one of these, and what ends
   * in `…` is one or more.
   */
  readonly words: string;
  /** Options without which it makes no sense, with another example of a value where the usual one misleads. */
  readonly needs?: readonly ShownOption[];
  /** Options that may be given. `force` goes with those that name a file to be written, and need not be said. */
  readonly takes?: readonly ShownOption[];
  /** What it does, in a line (help and docs/cli.md). */
  readonly does: string;
  /** What docs/cli.md adds to that, in Markdown. */
  readonly more?: string;
  /** @param words the user's own, with choices, in order; those of `…` are joined as one @throws UsageError */
  readonly read: (words: readonly string[], options: Options) => C;
}
export type ShownOption = Option | readonly [Option, string];

/** Every command. Where several of a name fit, the first counts. */
export const USAGES = [
  usage({
    ...{ name: 'index', words: 'FILE…', takes: ['again', 'audio', 'rate'] },
    does: 'adds files, and the media files in folders, and indexes them one after another',
    more: 'With `--again` every file of an index that is there is looked through, and what is damaged or missing is made anew. With `--audio` another sound track of each is listened to: transcript and waveform are made anew, what was heard in another is kept. Numbered pictures in a folder that are the frames of one film (a time-lapse, a render) are taken as one, `--rate` pictures a second; [which are](formats.md#films-made-of-pictures).',
    read: (files, { again = false, audio = null, rate }) => ({ files, again, audio, rate }),
  }),
  usage({
    ...{ name: 'index', words: 'FILE…', needs: ['bundle'], takes: ['shard', 'cores', 'again', 'rate'] },
    does: 'makes an index bundle of each film, without a library',
    more: 'For many machines: [archive.md](archive.md). A film whose bundle is there is passed over; with `--again` every byte of it is checked, and what is damaged is made anew.',
    read: (files, options) => ({ files, list: null, ...bundling(options) }),
  }),
  usage({
    ...{ name: 'index', words: '', needs: ['list', 'bundle'], takes: ['shard', 'cores', 'again', 'rate'] },
    does: 'the same of the films of a list',
    read: (_, options) => ({ files: [], list: resolve(options.list ?? ''), ...bundling(options) }),
  }),
  usage({
    ...{ name: 'library', words: 'import BUNDLE…', takes: ['films'] },
    does: 'takes index bundles, or folders of them, into the library',
    more: 'Every byte is checked. A film that is there stays as it is; one whose file is not found is searched all the same. See [archive.md](archive.md).',
    read: (bundles, { films = null }) => ({
      ...{ action: 'import' as const, bundles, films: films === null ? [] : [resolve(films)] },
    }),
  }),
  usage({
    ...{ name: 'library', words: 'export FILE…', needs: ['bundle'], takes: ['again'] },
    does: 'writes index bundles of films of the library',
    more: 'Corrections and names go with them, chats and collections do not.',
    read: (files, options) => ({ action: 'export' as const, files, ...exporting(options) }),
  }),
  usage({
    ...{ name: 'library', words: 'export', needs: ['bundle'], takes: ['again'] },
    does: 'the same of all films',
    read: (_, options) => ({ action: 'export' as const, files: 'all' as const, ...exporting(options) }),
  }),
  usage({
    ...{ name: 'tracks', words: 'FILE', takes: ['audio', 'use', 'subtitles'] },
    does: 'its sound tracks, transcripts and chapters; with an option, another from now on',
    more: 'Of sound tracks language, title, channels, which is the default, which are silent; transcripts that were heard, or come from subtitles inside or beside the file. `*` stands by what counts.',
    read: ([file = ''], options) => ({ file, ...trackChosen(options) }),
  }),
  usage({
    ...{ name: 'ask', words: 'FILE QUESTION…', takes: ['from', 'to', 'answers', 'language'] },
    does: 'answers a question about a video, or about a stretch of it',
    read: ([file = '', question = ''], options) => ({ target: { file }, question, ...asked(options) }),
  }),
  usage({
    ...{ name: 'ask', words: 'QUESTION…', needs: ['all'], takes: ['from', 'to', 'answers', 'language'] },
    does: 'answers a question about the whole library',
    read: ([question = ''], options) => ({ target: 'all' as const, question, ...asked(options) }),
  }),
  usage({
    ...{ name: 'ask', words: 'QUESTION…', needs: ['collection'], takes: ['answers', 'language'] },
    does: 'answers a question from what lies within the places of a collection',
    read: ([question = ''], options) => ({
      ...{ target: { collection: options.collection ?? '' }, question, ...asked(options) },
    }),
  }),
  usage({
    ...{ name: 'search', words: 'FILE TEXT…', takes: ['limit', 'language'] },
    does: 'finds places by free text',
    read: ([file = '', text = ''], options) => ({ target: { file }, text, ...looked(options) }),
  }),
  usage({
    ...{ name: 'search', words: 'TEXT…', needs: ['all'], takes: ['limit', 'language'] },
    does: 'finds places in the whole library',
    read: ([text = ''], options) => ({ target: 'all' as const, text, ...looked(options) }),
  }),
  usage({
    ...{ name: 'search', words: 'TEXT…', needs: ['collection'], takes: ['limit', 'language'] },
    does: 'finds places within a few seconds of those of a collection',
    read: ([text = ''], options) => ({
      ...{ target: { collection: options.collection ?? '' }, text, ...looked(options) },
    }),
  }),
  usage({
    ...{ name: 'transcript', words: 'FILE', takes: ['format', 'language', 'out'] },
    does: 'what is said',
    read: ([file = ''], options) => ({
      ...{ file, format: options.format ?? 'txt', language: options.language ?? null },
      out: destination(options),
    }),
  }),
  usage({
    ...{
      name: 'glossary',
      words: '',
      takes: ['of'],
      does: 'the names and terms that transcripts are spelled by',
    },
    more: 'A Whisper model is told them before it listens; with any model, what it was unsure of and is like one of them is corrected, and what was heard is kept with it.',
    read: (_, { of = null }) => ({ action: 'list' as const, term: '', sounds: [], of }),
  }),
  usage({
    ...{
      name: 'glossary',
      words: 'add TERM…',
      takes: ['sounds', 'of'],
      does: 'adds a name or term, or changes it',
    },
    read: ([term = ''], { sounds = [], of = null }) => ({ action: 'add' as const, term, sounds, of }),
  }),
  usage({
    ...{ name: 'glossary', words: 'remove TERM…', takes: ['of'], does: 'removes a name or term' },
    read: ([term = ''], { of = null }) => ({ action: 'remove' as const, term, sounds: [], of }),
  }),
  usage({
    ...{ name: 'glossary', words: 'apply FILE', does: 'corrects the transcript that is there by them' },
    read: ([of = '']) => ({ action: 'apply' as const, term: '', sounds: [], of }),
  }),
  usage({
    ...{ name: 'speakers', words: 'FILE' },
    does: 'who speaks in it, for how long',
    more: 'And who they may be, by voices that were named with `--everywhere` in other videos.',
    read: ([file = '']) => ({ file, named: null }),
  }),
  usage({
    ...{ name: 'speakers', words: 'FILE WHO NAME', takes: ['everywhere'] },
    does: 'names one of them: "Speaker 1" Anna; the name "" takes it back',
    more: 'Two with one name are one.',
    read: ([file = '', who = '', given = ''], { everywhere = false }) => ({
      file,
      named: { who, name: given === '' ? null : nameGiven(given), everywhere },
    }),
  }),
  usage({
    ...{ name: 'scenes', words: 'FILE', takes: [['out', 'PATH.csv']] },
    does: 'where the scenes are',
    read: ([file = ''], options) => ({ file, out: destination(options) }),
  }),
  usage({
    ...{ name: 'export', words: 'FILE', needs: ['as'], takes: ['what', 'timebase', 'out'] },
    does: 'scenes, shots or the file’s own chapters for other programs',
    more: 'See [exports.md](exports.md).',
    read: ([file = ''], options) => {
      const { as: format = OPTIONS.as.read('', 'as'), what = 'scenes', timebase: rate } = options;
      const timebase = rate === undefined ? null : (TIMEBASES[rate] ?? null);
      return { file, format, what, timebase, out: destination(options) };
    },
  }),
  usage({
    ...{ name: 'table', words: `FILE ${tableName.options.join('|')}`, takes: [['out', 'PATH.csv']] },
    does: 'one track as CSV',
    read: ([file = '', table], options) => ({
      file,
      table: tableName.parse(table),
      out: destination(options),
    }),
  }),
  usage({
    ...{ name: 'clip', words: 'FILE', needs: ['from', 'to', ['out', 'PATH.mp4']], takes: ['exact'] },
    does: 'a stretch as a film of its own',
    more: 'The file ends in `.mp4`, `.m4v`, `.mov`, `.mkv`, or for sound `.m4a` or `.mka`.',
    read: ([file = ''], options) => {
      const out = destination(options);
      if (out === null)
        throw new UsageError('Where to? "longtake clip FILE --from 1:00 --to 2:00 --out PATH".');
      const between = range(options);
      if (between === null) throw new UsageError('From when to when? --from 1:00 --to 2:00.');
      return { file, range: between, mode: options.exact ? ('exact' as const) : ('fast' as const), out };
    },
  }),
  usage({
    ...{ name: 'collection', words: 'list' },
    does: 'the collections of kept places, with how many each has',
    read: () => ({ action: 'list' as const }),
  }),
  usage({
    ...{ name: 'collection', words: 'show NAME' },
    does: 'its places, counted from 1',
    more: 'NAME is its name, or its id or the beginning of it, as `collection list` gives them.',
    read: ([collection = '']) => ({ action: 'show' as const, collection }),
  }),
  usage({
    ...{ name: 'collection', words: 'search TEXT…' },
    does: 'places whose title, note, tags or film’s title hold all the words',
    read: ([text = '']) => ({ action: 'search' as const, text }),
  }),
  usage({
    ...{ name: 'collection', words: 'new NAME' },
    does: 'makes one',
    read: ([name = '']) => ({ action: 'new' as const, collection: collectionName(name) }),
  }),
  usage({
    ...{ name: 'collection', words: 'add NAME FILE', needs: ['from'] },
    takes: ['to', 'title', 'note', ['colour', 'blue'], 'tags'],
    does: 'keeps a place of a video, at the end',
    more: 'Without `--to` it is a marker.',
    read: ([collection = '', file = ''], options) => {
      const { from, to = null, title = '', note = '', colour = null, tags = [] } = options;
      if (from === undefined) throw new UsageError('From when? --from 1:00.');
      if (to !== null && to < from) throw new UsageError('--from must lie before --to.');
      return { action: 'add' as const, collection, file, from, to, title, note, colour, tags };
    },
  }),
  usage({
    ...{ name: 'collection', words: 'remove NAME' },
    does: 'removes a collection with its places; films stay',
    read: ([collection = '']) => ({ action: 'remove' as const, collection, number: null }),
  }),
  usage({
    ...{ name: 'collection', words: 'remove NAME PLACE' },
    does: 'removes the place of this number',
    read: ([collection = '', place]) => ({
      action: 'remove' as const,
      collection,
      number: placeNumber(place),
    }),
  }),
  usage({
    ...{ name: 'collection', words: 'move NAME PLACE PLACE' },
    does: 'puts the place of the first number where the second one is',
    read: ([collection = '', place, to]) => ({
      ...{ action: 'move' as const, collection, number: placeNumber(place), to: placeNumber(to) },
    }),
  }),
  usage({
    ...{ name: 'collection', words: 'export NAME', needs: ['as'], takes: ['timebase', 'out'] },
    does: 'its places for other programs',
    more: 'See [exports.md](exports.md).',
    read: ([collection = ''], options) => {
      const { as: format = OPTIONS.as.read('', 'as'), timebase: rate } = options;
      const timebase = rate === undefined ? null : (TIMEBASES[rate] ?? null);
      return { action: 'export' as const, collection, format, timebase, out: destination(options) };
    },
  }),
  usage({
    ...{ name: 'collection', words: 'clips NAME', needs: [['out', 'PATH']], takes: ['exact'] },
    does: 'a clip of each place in a folder, or all joined to one film',
    more: 'It is a film where PATH ends in `.mp4`, `.m4v`, or for sound `.m4a`, and always encoded anew; see [exports.md](exports.md#clips-of-a-list).',
    read: ([collection = ''], options) => {
      const out = destination(options);
      if (out === null) throw new UsageError('Where to? "longtake collection clips NAME --out PATH".');
      return {
        ...{ action: 'clips' as const, collection, out },
        mode: options.exact ? ('exact' as const) : ('fast' as const),
      };
    },
  }),
  usage({
    ...{ name: 'watch', words: '', does: 'the folders whose new films are added by themselves' },
    more: 'While the window is open, films that come into them are indexed once they have stopped growing.',
    read: () => ({ action: 'list' as const, folder: '' }),
  }),
  usage({
    ...{ name: 'watch', words: 'add|remove FOLDER', does: 'watches a folder, or no longer; its films stay' },
    read: ([action, folder = '']) => ({ action: action as 'add' | 'remove', folder }),
  }),
  usage({
    ...{ name: 'list', words: '', does: 'the videos of the library' },
    read: () => ({ words: '' }),
  }),
  usage({
    ...{ name: 'list', words: 'WORD…', does: 'those videos of the library that words ask for' },
    more: 'Each word must be in a title, a file name, or what the file says of its title, camera, date and timecode. `camera:sony`, `date:2024-05`, `after:2024-05-01`, `before:2025`, `timecode:01:`, `place:any` and `place:48.14,11.58` (ten kilometres around) ask for one of these alone. In the window’s library the same words filter.',
    read: (words) => ({ words: words.join(' ') }),
  }),
  usage({
    ...{ name: 'models', words: '', does: 'the model packs, every file checked' },
    read: () => ({ action: 'list' as const }),
  }),
  usage({
    ...{ name: 'models', words: 'available' },
    does: 'what can be fetched, with sizes, whether it fits this machine, and licences',
    read: () => ({ action: 'available' as const }),
  }),
  usage({
    ...{ name: 'models', words: 'install ID', takes: ['precision', 'yes'] },
    does: 'shows the licences and sizes; with --yes accepts them, fetches, checks and converts',
    read: ([id = ''], { precision = null, yes = false }) => ({
      action: 'install' as const,
      id,
      precision,
      yes,
    }),
  }),
  usage({
    ...{ name: 'models', words: 'import PATH', takes: ['precision'] },
    does: 'takes one from a folder or an archive (zip, tar, tar.gz)',
    more: 'A pack, or a published model that is converted.',
    read: ([path = ''], { precision = null }) => ({ action: 'import' as const, path, precision }),
  }),
  usage({
    ...{ name: 'models', words: 'remove ID', does: 'removes an installed pack' },
    more: 'What was chosen falls back to the built-in one.',
    read: ([id = '']) => ({ action: 'remove' as const, id }),
  }),
  usage({
    ...{ name: 'models', words: 'look', takes: ['at', 'key'] },
    does: 'looks, once, for language models that run on this computer',
    read: (_, options) => ({ action: 'look' as const, place: ownModelAt(options) }),
  }),
  usage({
    ...{ name: 'models', words: 'use own MODEL', takes: ['at', 'key', 'reads'] },
    does: 'has one of them answer from now on; none: no longer',
    more: 'See [below](#a-model-of-your-own).',
    read: ([model = ''], options) => ({
      ...{ action: 'useOwn' as const, model: model === 'none' ? null : model, place: ownModelAt(options) },
      reads: options.reads ?? false,
    }),
  }),
  usage({
    ...{ name: 'models', words: 'use search|answers|speech ID' },
    does: 'chooses the pack for a role; answers none: from what was seen and said',
    read: ([role, id = '']) => ({
      action: 'use' as const,
      role: role as 'search' | 'answers' | 'speech',
      id,
    }),
  }),
  usage({
    ...{ name: 'mcp', words: '', does: 'serves an assistant over standard input and output, and only reads' },
    more: 'See [mcp.md](mcp.md).',
    read: (_, { json }) => {
      // Standard output is the protocol's: no document may stand on it.
      if (json) throw new UsageError('"mcp" does not take --json.');
      return {};
    },
  }),
  usage({
    ...{ name: 'doctor', words: '', takes: ['again', 'report'] },
    does: 'checks that everything needed is there',
    more: 'Whether ffmpeg and ffprobe (version, place, and whether they are fit: they are tried out), the library, its disk, the packs and inference work, each with what to do if not; then a row for each device and what it is for: how fast it is here, and why it is used or not (what no film needed yet was not tried). With `--again` what was found before is forgotten.',
    read: (_, options) => ({
      again: options.again === true,
      ...(options.report === undefined && !options.force ? {} : { report: destination(options, 'report') }),
    }),
  }),
  usage({
    name: 'help',
    words: '',
    does: 'this',
    more: '`--version`: which Longtake it is.',
    read: () => ({}),
  }),
] as const;

/** What a row of the table reads to, with its command's name. */
type Meant<U> = U extends Usage<infer N, infer C> ? { readonly name: N } & C : never;
export type CommandWords = Meant<(typeof USAGES)[number]>;

function usage<const N extends string, C>(row: Usage<N, C>): Usage<N, C> {
  return row;
}

function collectionName(given: string): string {
  const name = collection.shape.name.safeParse(given);
  if (name.success) return name.data;
  throw new UsageError('A collection’s name has 1 to 200 characters.');
}

/** A number that people count from 1. */
function placeNumber(given: string | undefined): number {
  const number = Number(given);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new UsageError('Places are numbers, as "longtake collection show NAME" counts: 1, 2, …');
}

function bundling({ bundle = '', shard, cores, again = false, rate }: Options) {
  return { bundle: resolve(bundle), shard: shard ?? null, cores: cores ?? null, again, rate };
}

function exporting({ bundle = '', again = false }: Options) {
  return { bundle: resolve(bundle), again };
}

function asked(options: Options) {
  return { range: range(options), answers: options.answers ?? null, language: worded(options) };
}

function looked({ limit = 20, ...options }: Options) {
  return { limit, language: worded(options) };
}

/** What an answer is to be worded in; null where it is not said. @throws UsageError */
function worded({ language: given }: Options): Language | null {
  const { data, success } = language.nullable().safeParse(given ?? null);
  if (!success) throw new UsageError(`--language takes one of ${LANGUAGES.join(', ')} here.`);
  return data;
}

function nameGiven(given: string): string {
  const name = speakerName.safeParse(given);
  if (!name.success) throw new UsageError('A name has up to 80 letters.');
  return name.data;
}

function trackChosen(options: Options) {
  const { audio, use, subtitles } = options;
  const given = Object.entries({ audio, use, subtitles }).filter(([, value]) => value !== undefined);
  const [one, other] = given.map(([option]) => `--${option}`);
  if (other !== undefined) throw new UsageError(`${one} and ${other} do not go together.`);
  return { audio: audio ?? null, use: use ?? null, subtitles: subtitles ?? null };
}

/** Where to look for a language model on this computer. */
function ownModelAt({ at, key = '' }: Options): OwnModelPlace {
  const place = ownModelPlace.safeParse({ address: at ?? null, key });
  if (!place.success) throw new UsageError('--key takes a key, without spaces.');
  return place.data;
}
