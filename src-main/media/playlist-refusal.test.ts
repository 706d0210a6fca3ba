import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDecode } from './decode';
import { startFfmpeg } from './ffmpeg-command';
import { readPackets } from './packets';
import { measureDuration, probe } from './probe';
import { PROBE_OPTIONS, parseProbe } from './probe-parser';
import { makeProxy } from './proxy';
import { readFirstFrame } from './stream-clock';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from './testing';
import { TRIAL_MEDIA } from './trial-film';

const dir = temporaryDir();
const other = makeMedia(join(dir, 'other.mp4'), '-f lavfi -i testsrc=s=64x48:r=10:d=1 -c:v libx264');
const asked: string[] = [];
let server: Server;
let address = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Playlists of every kind, each with a film on the network and one that lies beside it. */
function playlists(): Record<string, string> {
  const adaptation = (base: string): string =>
    `<Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1" codecs="avc1.42c00d"><BaseURL>${base}</BaseURL></Representation></AdaptationSet></Period>`;
  const mpd = (base: string): string =>
    `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT1S" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011">${adaptation(base)}</MPD>`;
  const hls = (uri: string): string =>
    `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${uri}\n#EXT-X-ENDLIST\n`;
  return {
    'dash-net': mpd(`${address}/film.mp4`),
    'dash-file': mpd('other.mp4'),
    'hls-net': hls(`${address}/film.ts`),
    'hls-file': hls('other.mp4'),
    'concat-net': `ffconcat version 1.0\nfile ${address}/film.mp4\n`,
    'concat-file': 'ffconcat version 1.0\nfile other.mp4\n',
    sdp: 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n',
    asx: `<asx version="3.0"><entry><ref href="${address}/film.wmv"/></entry></asx>`,
    pls: `[playlist]\nFile1=${address}/film.mp3\nNumberOfEntries=1\n`,
    smil: `<smil><body><video src="${address}/film.mp4"/></body></smil>`,
  };
}

const ENDINGS = ['mp4', 'mkv', 'ts', 'm3u8', 'mpd', 'ffconcat', 'sdp', 'asx', 'pls', 'smil'];
/** Under a film's name, and under that by which ffmpeg takes it for what it is. */
const OWN_ENDINGS: Record<string, string> = { dash: 'mpd', hls: 'm3u8', concat: 'ffconcat' };

describe('a file that only names other media', () => {
  it('is refused as that, whatever it is called, and neither the network nor another file is touched', async () => {
    const codes: Record<string, unknown> = {};
    for (const [kind, text] of Object.entries(playlists())) {
      for (const ending of ENDINGS) {
        const path = join(dir, `${kind}.${ending}`);
        writeFileSync(path, text);
        const error: unknown = await probe(ffprobePath, path).catch((caught: unknown) => caught);
        codes[`${kind}.${ending}`] = (error as Error).constructor.name;
      }
    }
    expect([...new Set(Object.values(codes))]).toEqual(['IsPlaylist']);
    expect(asked).toEqual([]);
  });

  it('is not opened by any call of ffmpeg or ffprobe, even where its beginning does not give it away', async () => {
    // ffmpeg looks for these words anywhere in a file's beginning.
    const hidden = { mp4: '<!-- x -->'.repeat(500), mpd: ' '.repeat(4100) };
    for (const [ending, before] of Object.entries(hidden)) {
      for (const kind of ['dash-net', 'dash-file'] as const) {
        const path = join(dir, `hidden-${kind}.${ending}`);
        writeFileSync(path, before + playlists()[kind]);
        const signal = new AbortController().signal;
        const common = { ffmpegPath, path, media: TRIAL_MEDIA, signal };
        const outcomes = await Promise.allSettled([
          probe(ffprobePath, path),
          readAll(
            openDecode({
              ...{ ...common, framesPerSecond: 1, frameSize: { width: 8, height: 8 }, thumbnailHeight: 8 },
              ...{ framesFrom: 0, withFrames: true, withAudio: false },
            }),
          ),
          makeProxy({ ...common, dest: join(dir, 'proxy.mp4'), onProgress: () => undefined }),
          readFirstFrame(common, 0),
        ]);
        expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 'rejected'));
        expect(await measureDuration(ffmpegPath, path)).toBeNull();
        expect(await readAll(readPackets(common, 0))).toEqual([]);
      }
    }
    expect(asked).toEqual([]);
  });

  it('is refused by ffmpeg and ffprobe themselves', async () => {
    for (const [kind, text] of Object.entries(playlists())) {
      for (const ending of ['mp4', OWN_ENDINGS[kind.split('-')[0] ?? ''] ?? kind]) {
        const path = join(dir, `${kind}.${ending}`);
        writeFileSync(path, text);
        const chunks: Buffer[] = [];
        const running = startFfmpeg({
          ...{ tool: 'ffprobe', ffmpegPath: ffprobePath, inputs: [{ path }], outputOptions: PROBE_OPTIONS },
          ...{ dest: null, onLine: () => undefined },
        });
        for await (const chunk of running.stdout) chunks.push(chunk);
        expect([path, parseProbe(Buffer.concat(chunks).toString())]).toEqual([path, null]);
        const { error } = await startFfmpegToNull(path);
        expect(error).not.toBeNull();
      }
    }
    expect(asked).toEqual([]);
  }, 120_000);

  it('lies beside a film that is read', async () => {
    expect((await probe(ffprobePath, other)).duration).toBe(1_000_000);
  });
});

async function readAll(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function startFfmpegToNull(path: string): Promise<{ error: Error | null }> {
  const running = startFfmpeg({
    ...{ ffmpegPath, inputs: [{ path }], outputOptions: ['-f', 'null'], dest: null },
    onLine: () => undefined,
  });
  running.stdout.resume();
  return running.exit;
}
