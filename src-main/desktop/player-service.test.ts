import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlayerSource } from '../../src-shared/domain';
import { addFiles } from '../library/intake';
import { openLibrary } from '../library/library';
import type { Library } from '../library/types';
import { FfmpegMissing } from '../media/errors';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../media/testing';
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
});
