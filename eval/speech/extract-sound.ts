import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { openDecode } from '../../src-main/base/media/decode';
import { locateFfmpeg, locateFfprobe } from '../../src-main/base/media/locate';
import { probe } from '../../src-main/base/media/probe';

/** Writes a file's sound as the index stores it: 16 kHz, mono, signed 16 bits. */
export async function extractSound(path: string, pcmPath: string): Promise<void> {
  const { signal } = new AbortController();
  const ffmpegPath = locateFfmpeg({ resourcesDir: resolve('resources') });
  const ffprobePath = locateFfprobe({ resourcesDir: resolve('resources') });
  const decode = openDecode({
    ffmpegPath,
    path,
    media: await probe(ffprobePath, path, signal),
    framesPerSecond: 1,
    frameSize: { width: 16, height: 16 },
    thumbnailHeight: 16,
    framesFrom: 0,
    withFrames: false,
    withAudio: true,
    signal,
  });
  await using file = await open(pcmPath, 'w');
  for await (const item of decode) {
    if (item.kind !== 'audio') continue;
    const { buffer, byteOffset, byteLength } = item.samples;
    await file.write(new Uint8Array(buffer, byteOffset, byteLength));
  }
}
