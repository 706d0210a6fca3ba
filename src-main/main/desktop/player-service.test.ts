import { mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlayerSource } from '../../../src-shared/video';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { FfmpegMissing } from '../../base/media/errors';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../../base/media/testing';
import { addFiles } from '../intake/intake';
import { PlayerService } from './player-service';

const root = temporaryDir();
let library: Library;
let round = 0;

beforeEach(() => {
  round += 1;
  library = openLibrary({ dir: join(root, `library-${round}`) });
});
afterEach(() => library.close());

async function add(name: string, options: string): Promise<string> {
  const path = makeMedia(join(root, name), options);
  const { videos } = await addFiles(library, [path], { ffprobePath });
  return videos[0]?.id ?? '';
}

/** A player with the news that it sends, of which the next of a kind can be waited for. */
function playerWith(find: () => string) {
  const waiting: { kind: PlayerSource['kind']; resolve: (source: PlayerSource) => void }[] = [];
  const player = new PlayerService(library, find, (_id, source) => {
    for (const { kind, resolve } of waiting) if (source.kind === kind) resolve(source);
  });
  const news = (kind: PlayerSource['kind']) =>
    new Promise<PlayerSource>((resolve) => waiting.push({ kind, resolve }));
  return { player, news };
}
const AVI = '-f lavfi -i testsrc=s=64x36:r=5:d=1 -c:v mpeg4';

describe('PlayerService', () => {
  it('plays what Chromium plays as it is, and sound as sound', async () => {
    const { player } = playerWith(() => ffmpegPath);
    const film = await add('film.webm', '-f lavfi -i testsrc=s=64x36:r=5:d=1 -c:v libvpx');
    const sound = await add('tone.wav', '-f lavfi -i sine=d=1');
    expect(await player.source(film)).toMatchObject({
      kind: 'original',
      url: `media://video/${film}/original`,
    });
    expect(await player.source(sound)).toMatchObject({ kind: 'audio', note: null });
  });

  it('makes a copy of what it does not play, with a note meanwhile', async () => {
    const { player, news } = playerWith(() => ffmpegPath);
    const id = await add('film.avi', AVI);
    const made = news('proxy');
    expect(await player.source(id)).toMatchObject({ kind: 'preparing', url: null });
    expect(await made).toMatchObject({ url: `media://video/${id}/proxy` });
    expect(await player.source(id)).toMatchObject({ kind: 'proxy' });
  });

  it('tries again what failed for a reason outside of the file', async () => {
    let missing = true;
    const { player, news } = playerWith(() => {
      if (missing) throw new FfmpegMissing();
      return ffmpegPath;
    });
    const id = await add('film.avi', AVI);
    const failed = news('unavailable');
    await player.source(id);
    expect((await failed).note).toContain('ffmpeg');
    missing = false;
    const made = news('proxy');
    expect(await player.source(id)).toMatchObject({ kind: 'preparing' });
    await made;
  });

  it('says that the file is away, and where to go', async () => {
    const { player } = playerWith(() => ffmpegPath);
    const id = await add('gone.webm', '-f lavfi -i testsrc=s=64x36:r=5:d=1 -c:v libvpx');
    library.videos.setPath(id, join(root, 'elsewhere.webm'));
    expect(await player.source(id)).toMatchObject({ kind: 'unavailable', url: null });
  });

  it('finds out with the library that a file went away while it was played, and plays it as before once it is back', async () => {
    const told: string[] = [];
    const player = new PlayerService(
      library,
      () => ffmpegPath,
      () => undefined,
      (id) => told.push(id),
    );
    const path = join(root, 'wanders.webm');
    const id = await add('wanders.webm', '-f lavfi -i testsrc=s=64x36:r=5:d=1 -c:v libvpx');
    await player.source(id);
    renameSync(path, `${path}.away`);
    expect(await player.cannotPlay(id)).toMatchObject({ kind: 'unavailable' });
    expect(library.videos.get(id)).toMatchObject({ state: 'missing', error: { code: 'FileMissing' } });
    renameSync(`${path}.away`, path);
    expect(await player.source(id)).toMatchObject({ kind: 'original' });
    expect(library.videos.get(id).state).not.toBe('missing');
    expect(told).toEqual([id, id]);
  });

  it('leaves nothing behind of a video that is removed while its copy is made', async () => {
    const { player, news } = playerWith(() => ffmpegPath);
    const first = await add('film.avi', AVI);
    const second = await add('second.avi', '-f lavfi -i testsrc2=s=64x36:r=5:d=1 -c:v mpeg4');
    const made = news('proxy');
    await player.source(first);
    await player.source(second);
    player.forget(first);
    library.videos.remove(first);
    expect(await made).toMatchObject({ url: `media://video/${second}/proxy` });
  });

  it('makes a copy anew that was cut short, changed, or in whose place something else lies', async () => {
    const { player: first, news } = playerWith(() => ffmpegPath);
    const id = await add('again.avi', AVI);
    const made = news('proxy');
    await first.source(id);
    await made;
    const path = first.proxyPath(id);
    const whole = readFileSync(path);
    const damages = {
      halved: () => truncateSync(path, whole.length >> 1),
      emptied: () => truncateSync(path, 0),
      folder: () => {
        rmSync(path);
        mkdirSync(path);
      },
      changed: () => {
        const bytes = Buffer.from(whole);
        bytes[whole.length >> 1] = (bytes[whole.length >> 1] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      },
    };
    let running = first;
    for (const damage of Object.values(damages)) {
      // As after a restart.
      running.close();
      const { player, news: told } = playerWith(() => ffmpegPath);
      running = player;
      damage();
      const remade = told('proxy');
      await player.source(id);
      await remade;
      expect(readFileSync(path)).toEqual(whole);
      expect(await player.source(id)).toMatchObject({ kind: 'proxy' });
    }
  });

  it('takes a copy of an earlier version by what it says of its length', async () => {
    const { player: first, news } = playerWith(() => ffmpegPath);
    const id = await add('earlier.avi', AVI);
    const made = news('proxy');
    await first.source(id);
    await made;
    rmSync(`${first.proxyPath(id)}.json`);
    const { player: second } = playerWith(() => ffmpegPath);
    expect(await second.source(id)).toMatchObject({ kind: 'proxy' });
    // Each still reads its copy through: what they find of the next one is not to be acted upon.
    first.close();
    second.close();
    truncateSync(first.proxyPath(id), 1000);
    const { player, news: told } = playerWith(() => ffmpegPath);
    const remade = told('proxy');
    expect(await player.source(id)).toMatchObject({ kind: 'preparing' });
    await remade;
  });
});
