import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PlacesFormat, type PlacesSource, placesFormat } from '../../../src-shared/exports';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { probe } from '../../base/media/probe';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../../base/media/testing';
import { toCsv } from './csv';
import { tableText } from './tables';
import { exportClip } from './write-clip';
import { exportPlaces, type PlacesTools, pictureOf, placesText } from './write-places';

const media = temporaryDir();
const ID = 'ab'.repeat(16);
const JPEG = new Uint8Array([0xff, 0xd8, 1, 2, 3]);
/** Two seconds of 29.97, and as many whose frames come at odd times. */
const STEADY = makeMedia(
  join(media, 'steady.mp4'),
  '-f lavfi -i color=gray:s=32x32:r=30000/1001:d=2 -f lavfi -i sine=d=2 -pix_fmt yuv420p',
);
const VARYING = makeMedia(
  join(media, 'varying.mp4'),
  `-f lavfi -i color=gray:s=32x32:r=24:d=2 -vf settb=1/90000,setpts='PTS+mod(N*N\\,11)/700/TB' -fps_mode passthrough -pix_fmt yuv420p`,
);

let dir: string;
let library: Library;
let tools: PlacesTools;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-places-'));
  library = openLibrary({ dir: join(dir, 'library') });
  tools = {
    ...{ library, ffmpegPath: () => ffmpegPath, frameTimes: async () => [0, 1_001_000] },
    ...{ readPicture: async () => JPEG, now: () => 1_700_000_000_000 },
  };
});
afterEach(() => {
  library.close();
  rmSync(dir, { recursive: true });
});

async function add(path: string, title = 'A <b>film</b> & "more"'): Promise<void> {
  const info = await probe(ffprobePath, path);
  library.videos.add({ id: ID, path, title, sizeBytes: 1, media: info });
}

/** Frames 0, 10 and 45 begin the three. */
function scenes(): void {
  const times = [0, 333_667, 1_501_500, 2_002_000];
  library.scenes.replace(
    ID,
    times
      .slice(0, 3)
      .map((from, index) => ({ index, from, to: times[index + 1] ?? 0, keyFrame: from, keyFrameIndex: 0 })),
  );
}
const SCENES: PlacesSource = { kind: 'scenes', videoId: ID };

async function exported(
  source: PlacesSource,
  format: PlacesFormat,
): Promise<{ text: string; note: string | null }> {
  const path = join(dir, 'out', `list.${format}`);
  const { note, bytes, fileName } = await exportPlaces(source, format, { path, replace: true }, tools);
  expect([bytes, fileName]).toEqual([statSync(path).size, `list.${format}`]);
  return { text: readFileSync(path, 'utf8'), note };
}

describe('places from a real file', () => {
  it('of a steady rate come out frame for frame, without a word', async () => {
    await add(STEADY);
    scenes();
    const edl = await exported(SCENES, 'edl');
    expect(edl.note).toBeNull();
    expect(edl.text).toContain('FCM: DROP FRAME');
    expect(edl.text.match(/\d\d:\d\d:\d\d;\d\d(?= \d\d:\d\d:\d\d;\d\d \d\d:\d\d:\d\d;\d\d \d)/g)).toEqual([
      '00:00:00;00',
      '00:00:00;10',
      '00:00:01;15',
    ]);
    const csv = parseCsv((await exported(SCENES, 'csv')).text, { columns: true });
    expect(csv).toMatchObject([
      {
        place: '1',
        title: 'Scene 1',
        from_frame: '0',
        to_frame: '10',
        frame_rate: '29.97',
        timecode_kind: 'drop',
        steady_rate: 'yes',
      },
      { from_frame: '10', to_frame: '45', from_us: '333667', from_timecode: '00:00:00;10' },
      { title: 'Scene 3', from_frame: '45', to_frame: '60', to_timecode: '00:00:02;00' },
    ]);
  });

  it('of a varying rate are rounded, and it is said by how much at most', async () => {
    await add(VARYING);
    scenes();
    tools = { ...tools, frameTimes: async () => [0, 1_003_000] };
    const { text, note } = await exported(SCENES, 'edl');
    expect(text).toContain('FCM: NON-DROP FRAME');
    expect(text).toContain(' 00:00:00:08 00:00:01:12 ');
    expect(note).toContain('lies on 24 frames a second; its times were rounded to that, by 21 ms at most');
    expect((await exported({ ...SCENES }, 'ffmetadata')).note).toBeNull();
  });

  it('count as asked', async () => {
    await add(STEADY);
    scenes();
    tools = { ...tools, timebase: { rate: { num: 25, den: 1 }, dropFrame: false } };
    expect((await exported(SCENES, 'edl')).text).toContain(' 00:00:00:08 00:00:01:13 ');
  });

  it('go by the clock of the file itself, whatever the library knows of its rate', async () => {
    const info = await probe(ffprobePath, STEADY);
    if (info.video === null) throw new Error('It has a picture.');
    const media = { ...info, video: { ...info.video, frameRate: 25 } };
    library.videos.add({ id: ID, path: STEADY, title: 'A film', sizeBytes: 1, media });
    scenes();
    expect((await exported(SCENES, 'edl')).text).toContain('FCM: DROP FRAME');
    library.videos.setPath(ID, '/gone/steady.mp4');
    expect((await exported(SCENES, 'edl')).text).toContain('FCM: NON-DROP FRAME');
  });

  it('can be had while the file is away', async () => {
    await add(STEADY);
    scenes();
    library.videos.setPath(ID, '/gone/steady.mp4');
    expect((await exported(SCENES, 'edl')).text).toContain(' 00:00:00;10 00:00:01;15 ');
  });

  it('end where the film does, in every format, whatever was stored', async () => {
    await add(STEADY);
    const { duration } = library.videos.get(ID);
    const { id: collectionId } = library.collections.create('Kept');
    const place = { videoId: ID, frameIndex: null, frameTime: null, kind: null, note: '', colour: null };
    const keep = (title: string, from: number, to: number) =>
      library.collections.keep(collectionId, [{ ...place, title, from, to, tags: [] }]);
    keep('long', 1_001_000, 3_600_000_000);
    keep('next', 0, 1_001_000);
    const source = { kind: 'collection', collectionId } as const;
    const places = library.collections.places(collectionId);
    const whole = { kind: 'chosen', name: 'Kept', places } as const;
    const cut = places.map((one) => ({ ...one, to: Math.min(one.to, duration) }));
    for (const format of placesFormat.options.filter((one) => one !== 'youtube')) {
      const { text } = await placesText({ ...whole, places: cut }, format, tools, null);
      expect([format, (await placesText(whole, format, tools, null)).text]).toEqual([format, text]);
      expect([format, (await placesText(source, format, tools, null)).text]).toEqual([format, text]);
    }
  });

  it('are shots, chosen ones, or nothing to export', async () => {
    await add(STEADY);
    await expect(exported({ kind: 'shots', videoId: ID }, 'edl')).rejects.toMatchObject({ code: 'NotFound' });
    library.shots.replace(ID, [{ index: 0, from: 0, to: 1_001_000, begins: 'start' }]);
    expect((await exported({ kind: 'shots', videoId: ID }, 'csv')).text).toContain('Shot 1');
    const place = { videoId: ID, from: 0, to: 100_000, title: 'mine', note: '' };
    expect((await exported({ kind: 'chosen', name: 'Hits', places: [place] }, 'edl')).text).toContain(
      'TITLE: Hits',
    );
    const unknown = { ...place, videoId: 'cd'.repeat(16) };
    await expect(exported({ kind: 'chosen', name: 'Hits', places: [unknown] }, 'edl')).rejects.toMatchObject({
      code: 'NotFound',
    });
  });
});

describe('reports', () => {
  it('are one page of HTML with its pictures inside, in which nothing from outside is markup', async () => {
    await add(STEADY);
    scenes();
    library.segments.replace(ID, 'speech', [
      { id: 0, source: 'speech', from: 400_000, to: 900_000, text: '<script>alert(1)</script>', words: [] },
    ]);
    const { text } = await exported(SCENES, 'html');
    const body = text.replace('<!DOCTYPE html>', '').replaceAll(/<(meta|img)([^>]*)>/g, '<$1$2/>');
    const page = XmlDocument.fromString(body);
    const images = page
      .find('//img')
      .flatMap((node) => (node instanceof XmlElement ? [node.attr('src')?.value] : []));
    expect(images).toEqual(Array(3).fill(`data:image/jpeg;base64,${Buffer.from(JPEG).toString('base64')}`));
    expect(page.find('//script')).toEqual([]);
    expect(page.get('//h1')?.content).toBe('A <b>film</b> & "more": scenes');
    expect(page.find('//li')[1]?.content).toContain('<script>alert(1)</script>');
    expect(page.find('//li')[1]?.content).toContain('0:00 to 0:01, 00:00:00;10 to 00:00:01;15');
    page.dispose();
  });

  it('are Markdown with the pictures beside it, and none where one cannot be read', async () => {
    await add(STEADY);
    scenes();
    tools = { ...tools, readPicture: async (_, n) => (n === 1 ? JPEG : Promise.reject(new Error('gone'))) };
    const { text } = await exported(SCENES, 'md');
    expect(text).toContain('# A \\<b\\>film\\</b\\> \\& "more": scenes');
    expect(readdirSync(join(dir, 'out', 'list-pictures'))).toEqual(['abababab-000001.jpg']);
    expect(text.match(/!\[frame at [^\]]*\]\(list-pictures\/abababab-000001\.jpg\)/g)).toHaveLength(2);
  });

  it('show the stored frame nearest to a place’s middle', () => {
    const times = [0, 1_000_000, 2_000_000];
    expect(pictureOf({ from: 0, to: 900_000, frameTime: null }, times)).toBe(0);
    expect(pictureOf({ from: 900_000, to: 5_000_000, frameTime: null }, times)).toBe(2);
    expect(pictureOf({ from: 0, to: 1, frameTime: null }, [])).toBeNull();
    // Or the one that it was kept with.
    expect(pictureOf({ from: 0, to: 2_000_000, frameTime: 1_900_000 }, times)).toBe(2);
  });
});

describe('tables', () => {
  it('hold every track, with exact times', async () => {
    await add(STEADY);
    const box = { left: 0.123_456, top: 0, width: 0.5, height: 1 };
    library.segments.replace(ID, 'speech', [
      { id: 0, source: 'speech', from: 1, to: 1_000_001, text: '=1+1, "q"', words: [], language: 'en' },
    ]);
    library.segments.replace(ID, 'text', [
      { id: 0, source: 'text', from: 5, to: 7, text: 'EXIT', words: [], box, confidence: 0.987_654 },
    ]);
    library.shots.replace(ID, [{ index: 0, from: 0, to: 9, begins: 'start' }]);
    library.objects.replace(ID, [
      { id: 0, label: 'dog', from: 3, to: 8, score: 0.5, frames: 2, best: { time: 4, frameIndex: 1, box } },
    ]);
    const rows = (table: 'speech' | 'text' | 'objects' | 'shots') =>
      parseCsv(tableText(library, ID, table), { columns: true });
    expect(rows('speech')).toMatchObject([
      { line: '1', from: '00:00:00.000', to_us: '1000001', text: `'=1+1, "q"`, language: 'en' },
    ]);
    expect(rows('text')).toMatchObject([{ text: 'EXIT', confidence: '0.9877', left: '0.1235', height: '1' }]);
    expect(rows('objects')).toMatchObject([
      { object: '1', label: 'dog', from_us: '3', best_us: '4', best_frame_number: '1', width: '0.5' },
    ]);
    expect(rows('shots')).toMatchObject([{ shot: '1', to_us: '9', begins: 'start' }]);
  });

  it('tell what was not found from what was not looked for', async () => {
    await add(STEADY);
    expect(() => tableText(library, ID, 'objects')).toThrow('has not been looked through');
    library.videos.setTracks(ID, ['objects']);
    expect(() => tableText(library, ID, 'objects')).toThrow('No thing that can be named');
    expect(toCsv([])).toBe('');
  });
});

describe('clips', () => {
  const clip = (to: number, path: string) =>
    exportClip(
      { videoId: ID, from: 500_000, to, mode: 'exact' },
      { path, replace: true },
      {
        ...{ library, ffmpegPath: () => ffmpegPath, signal: new AbortController().signal },
      },
    );

  it('are written whole beside what is there, as far as the film goes', async () => {
    await add(STEADY);
    const path = join(dir, 'out', 'clip.mp4');
    const { bytes, fileName, note } = await clip(99_000_000, path);
    expect([bytes, fileName]).toEqual([statSync(path).size, 'clip.mp4']);
    expect(note).toContain('The film ends at 0:02');
    expect((await clip(1_500_000, path)).note).toBeNull();
    expect(readdirSync(join(dir, 'out'))).toEqual(['clip.mp4']);
    expect((await probe(ffprobePath, path)).duration).toBeLessThan(1_700_000);
    const copied = await exportClip(
      { videoId: ID, from: 500_000, to: 900_000, mode: 'fast' },
      { path, replace: true },
      {
        ...{ library, ffmpegPath: () => ffmpegPath, signal: new AbortController().signal },
      },
    );
    expect(copied.note).toContain('begins 0.50 s earlier, at 0:00');
  });

  it('never replace the film, and say what is not possible', async () => {
    const film = join(dir, 'film.mp4');
    writeFileSync(film, readFileSync(STEADY));
    await add(film);
    await expect(clip(900_000, film)).rejects.toThrow('never written over');
    expect(readFileSync(film)).toEqual(readFileSync(STEADY));
    await expect(clip(500_000, join(dir, 'a.mp4'))).rejects.toThrow('has no length');
    await expect(clip(900_000, join(dir, 'a.gif'))).rejects.toThrow('does not end as a clip does');
    await expect(clip(900_000, join(film, 'a.mp4'))).rejects.toMatchObject({ code: 'BadRequest' });
    expect(existsSync(join(dir, 'a.mp4'))).toBe(false);
    expect(readdirSync(dir).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});
