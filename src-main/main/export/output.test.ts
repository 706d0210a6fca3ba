import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from '../../base/media/fingerprint';
import { ExportDiskFull } from './errors';
import { type FileKind, kindByName } from './file-kind';
import { type Exported, type OutputFiles, writeOutput, writeOutputs } from './output';

const FILM = Buffer.from('\0\0\0\x18ftypisom, and many pictures', 'latin1');
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]);

let dir: string;
let films: string[];
/** By which the library knows its films. */
let contents: string[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-output-'));
  mkdirSync(join(dir, 'library'));
  films = [put('film.mp4', FILM)];
  contents = [];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function put(name: string, content: string | Buffer): string {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
}
const rules = (replace: boolean) => ({
  library: {
    dir: join(dir, 'library'),
    videos: { paths: () => films, has: (id: string) => contents.includes(id) },
  },
  replace,
});
const write = (path: string, kind: FileKind = 'csv', replace = false, content: string | Buffer = 'a,b\r\n') =>
  writeOutput(rules(replace), path, kind, content);
/** Everything that is there, with what is in it. */
function everything(): Record<string, string> {
  const names = readdirSync(dir, { recursive: true }).map(String).sort();
  return Object.fromEntries(
    names.map((name) => {
      const path = join(dir, name);
      return [name, statSync(path).isFile() ? readFileSync(path, 'latin1') : 'folder'];
    }),
  );
}
async function refused(written: Promise<unknown>, name: string): Promise<void> {
  const error = await written.then(
    () => 'written',
    (failure: Error) => failure.constructor.name,
  );
  expect(error).toBe(name);
}

describe('a file that a person names is written', () => {
  it('whole, in folders that are made for it, with a name of 255 bytes too', async () => {
    expect(await write(join(dir, 'a', 'b', 's.csv'))).toEqual({ fileName: 's.csv', bytes: 5 });
    const long = join(dir, `${'é'.repeat(125)}x.csv`);
    expect(await write(long)).toMatchObject({ bytes: 5 });
    expect([readFileSync(long, 'utf8'), readdirSync(join(dir, 'a', 'b'))]).toEqual(['a,b\r\n', ['s.csv']]);
    await refused(write(join(dir, `${'é'.repeat(126)}.csv`)), 'NameTooLong');
  });

  it('over one of its kind only where that was said, with the mode that it had', async () => {
    const path = put('s.csv', 'old');
    await refused(write(path), 'FileExists');
    expect(readFileSync(path, 'utf8')).toBe('old');
    chmodSync(path, 0o651);
    await write(path, 'csv', true);
    expect(readFileSync(path, 'utf8')).toBe('a,b\r\n');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o651);
  });

  it('to the file behind a link, and never through one that leads nowhere', async () => {
    const path = put('real.csv', 'old');
    symlinkSync(path, join(dir, 'link.csv'));
    await write(join(dir, 'link.csv'), 'csv', true);
    expect(readFileSync(path, 'utf8')).toBe('a,b\r\n');
    symlinkSync(join(dir, 'nowhere.csv'), join(dir, 'broken.csv'));
    await refused(write(join(dir, 'broken.csv'), 'csv', true), 'NoPlainFile');
    expect(existsSync(join(dir, 'nowhere.csv'))).toBe(false);
  });
});

describe('never written over, whatever was said, is', () => {
  const KINDS: FileKind[] = [
    'csv',
    'edl',
    'otio',
    'fcpxml',
    'srt',
    'vtt',
    'txt',
    'json',
    'md',
    'html',
    'media',
  ];

  it.each(KINDS)('a film of the library, by any name that leads to it (%s)', async (kind) => {
    const [film = ''] = films;
    const ending = kind === 'media' ? 'mp4' : kind;
    symlinkSync(film, join(dir, `symbolic.${ending}`));
    linkSync(film, join(dir, `hard.${ending}`));
    mkdirSync(join(dir, 'films'));
    films.push(put(join('films', 'second.mp4'), FILM));
    symlinkSync(join(dir, 'films'), join(dir, 'short'));
    const names = [film, `symbolic.${ending}`, `hard.${ending}`, 'short/second.mp4', 'films/../film.mp4'];
    const before = everything();
    for (const name of names) {
      for (const replace of [false, true]) {
        const path = name === film ? film : `${dir}/${name}`;
        const text = kind !== 'media' && name.endsWith('mp4');
        await refused(write(path, kind, replace, FILM), text ? 'OtherKind' : 'OverFilm');
      }
    }
    expect(everything()).toEqual(before);
  });

  it('a film whose drive is away, by its name, and one without an ending', async () => {
    const [film = ''] = films;
    films = [film, join(dir, 'away', 'talk'), put('recording', FILM)];
    await refused(write(join(dir, 'away', 'talk')), 'OverFilm');
    await refused(write(join(dir, 'recording'), 'txt', true), 'OverFilm');
    expect(existsSync(join(dir, 'away'))).toBe(false);
  });

  it('a film that was moved, or a copy of one, by its content', async () => {
    const moved = put('moved.mp4', FILM);
    films = [join(dir, 'where-it-was.mp4')];
    contents = [await fingerprint(moved)];
    await refused(write(moved, 'media', true, 'another'), 'OverFilm');
    expect(readFileSync(moved)).toEqual(Buffer.from(FILM));
    contents = [];
    await write(moved, 'media', true, FILM);
  });

  it('what the library keeps for itself', async () => {
    writeFileSync(join(dir, 'library', 'settings.json'), '{}');
    await refused(write(join(dir, 'library', 'settings.json'), 'json', true), 'OverLibrary');
    symlinkSync(join(dir, 'library'), join(dir, 'short'));
    await refused(write(join(dir, 'short', 'new.csv')), 'OverLibrary');
    expect(readdirSync(join(dir, 'library'))).toEqual(['settings.json']);
  });

  it('a file of another kind, by its ending or by what is in it', async () => {
    const text = 'just words\n';
    const cases: [FileKind, string, string | Buffer][] = [
      ['csv', 'other.mp4', FILM],
      ['csv', 'other.mkv', text],
      ['edl', 'photo.jpg', JPEG],
      ['csv', 'cut.edl', text],
      ['edl', 'table.csv', text],
      ['txt', 'film', FILM],
      ['csv', 'matroska.csv', Buffer.from('1a45dfa3934282886d6174726f736b61', 'hex')],
      ['csv', 'program.csv', Buffer.from('7f454c4602010100', 'hex')],
      ['txt', 'letter.txt', '%PDF-1.7 of plain letters'],
      ['html', 'program.py', 'print(1)'],
      ['html', 'run.log', 'started'],
      ['txt', 'id', '-----BEGIN OPENSSH PRIVATE KEY-----'],
      ['txt', 'script', '#!/bin/sh'],
      ['media', 'clip.mp4', text],
      ['media', 'clip.mov', JPEG],
      ['media', 'notes.txt', text],
      ['picture', 'frame.jpg', text],
    ];
    for (const [kind, name, content] of cases) {
      const path = put(name, content);
      await refused(write(path, kind, true, 'new'), 'OtherKind');
      expect(readFileSync(path)).toEqual(Buffer.from(content));
    }
    // Even where there is none yet.
    await refused(write(join(dir, 'new.mp4')), 'OtherKind');
    // Nothing has no kind, and every text may be called .txt.
    await write(put('empty.csv', ''), 'csv', true);
    await write(put('list.txt', text), 'edl', true);
  });

  it('a folder, or what is under a file', async () => {
    mkdirSync(join(dir, 'folder.csv'));
    await refused(write(join(dir, 'folder.csv'), 'csv', true), 'NoPlainFile');
    await refused(write(join(put('s.csv', 'old'), 'below.csv'), 'csv', true), 'ExportFailed');
    if (process.platform === 'win32') return;
    await refused(write('/dev/null', 'csv', true), 'NoPlainFile');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('what appears, or becomes a film, while it is written', async () => {
    const path = join(dir, 's.csv');
    const meanwhile = (replace: boolean, happens: () => void) =>
      writeOutputs(rules(replace), async (files) => {
        await files.write(path, 'csv', 'new');
        happens();
      });
    await refused(
      meanwhile(false, () => put('s.csv', 'of another')),
      'FileExists',
    );
    expect(readFileSync(path, 'utf8')).toBe('of another');
    await refused(
      meanwhile(true, () => films.push(path)),
      'OverFilm',
    );
    films.pop();
    await refused(
      meanwhile(true, () => renameSync(put('x', FILM), path)),
      'OtherKind',
    );
    expect(readFileSync(path)).toEqual(FILM);
    expect(readdirSync(dir).sort()).toEqual(['film.mp4', 'library', 's.csv']);
  });
});

describe('an export of several files', () => {
  const report = (files: OutputFiles): Promise<Exported> =>
    files
      .write(join(dir, 'out', 'r-pictures', 'a.jpg'), 'picture', JPEG)
      .then(() => files.write(join(dir, 'out', 'r.md'), 'md', '# r'));

  it('is there as a whole, and again where its pictures are the same', async () => {
    await writeOutputs(rules(false), report);
    rmSync(join(dir, 'out', 'r.md'));
    await writeOutputs(rules(false), report);
    expect(everything()).toMatchObject({ 'out/r.md': '# r', 'out/r-pictures': 'folder' });
    await refused(writeOutputs(rules(false), report), 'FileExists');
  });

  it('leaves nothing where one of them cannot be written, and what was there as it was', async () => {
    mkdirSync(join(dir, 'out'));
    put(join('out', 'r.md'), 'old');
    const before = everything();
    await refused(writeOutputs(rules(false), report), 'FileExists');
    expect(everything()).toEqual(before);
    const full = async (files: OutputFiles) => {
      await report(files);
      throw new ExportDiskFull('r.md', { cause: null });
    };
    await refused(writeOutputs(rules(true), full), 'ExportDiskFull');
    expect(everything()).toEqual(before);
    const another = writeOutputs(rules(false), async (files) => {
      await files.write(join(dir, 'out', 'r-pictures', 'a.jpg'), 'picture', JPEG);
      await files.write(join(dir, 'out', 'new.md'), 'md', 'new');
      // Whoever is quicker keeps the name, and of this export nothing stays.
      put(join('out', 'new.md'), 'of another');
    });
    await refused(another, 'FileExists');
    expect(everything()).toEqual({ ...before, 'out/new.md': 'of another' });
  });

  it('stands beside pictures of another report that differ', async () => {
    mkdirSync(join(dir, 'out', 'r-pictures'), { recursive: true });
    put(join('out', 'r-pictures', 'a.jpg'), Buffer.from([0xff, 0xd8, 1]));
    const before = everything();
    await refused(writeOutputs(rules(false), report), 'FileExists');
    expect(everything()).toEqual(before);
    await writeOutputs(rules(true), report);
    expect(readFileSync(join(dir, 'out', 'r-pictures', 'a.jpg'))).toEqual(JPEG);
  });
});

describe('kinds', () => {
  it('are told by endings in any letters', () => {
    expect(['A.MP4', 'a.Mka', 'a.JPG', 'a.CSV', 'a', 'a.weird'].map(kindByName)).toEqual([
      ...['media', 'media', 'picture', 'csv', null, null],
    ]);
  });
});
