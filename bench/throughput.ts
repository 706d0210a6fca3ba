// Indexing end to end beside decoding alone and encoding alone.
import { availableParallelism } from 'node:os';
import { DeviceRecords } from '../src-main/base/devices/records';
import { openDecode } from '../src-main/base/media/decode';
import { probe } from '../src-main/base/media/probe';
import { loadPack, tokenModel } from '../src-main/base/packs/pack';
import { childWorkers } from '../src-main/main/jobs/child-worker';
import { tryDevice } from '../src-main/main/jobs/try-device';
import { chooseDevice } from '../src-main/worker/inference/device';
import { frameCheck } from '../src-main/worker/inference/device-check';
import { deviceProbe } from '../src-main/worker/inference/device-probe';
import { openFrameEncoder } from '../src-main/worker/inference/frame-encoder';
import type { FrameEncoder } from '../src-main/worker/inference/types';
import { CORE, ffmpeg, ffprobe, film } from './media';
import { number, type Row, type Section } from './report';
import { indexFile, WORKER, withServices } from './worker';

const FILM_SECONDS = 180;

async function decodeAlone(path: string, framesPerSecond: number, encoder: FrameEncoder): Promise<number> {
  const media = await probe(ffprobe(), path);
  const pass = openDecode({
    ffmpegPath: ffmpeg(),
    path,
    media,
    framesPerSecond,
    frameSize: { width: encoder.inputWidth, height: encoder.inputHeight },
    thumbnailHeight: 90,
    framesFrom: 0,
    withFrames: true,
    withAudio: false,
    signal: new AbortController().signal,
  });
  const start = performance.now();
  let frames = 0;
  for await (const item of pass) if (item.kind === 'frame') frames += 1;
  return (frames / (performance.now() - start)) * 1000;
}

async function encodeAlone(encoder: FrameEncoder, frames: number): Promise<number> {
  const { batchSize, inputHeight, inputWidth } = encoder;
  const pixels = new Uint8Array(batchSize * inputHeight * inputWidth * 3).map((_, at) => (at * 31) & 255);
  await encoder.encode(pixels, batchSize);
  const batches = Math.max(4, Math.round(frames / batchSize));
  const start = performance.now();
  for (let batch = 0; batch < batches; batch += 1) await encoder.encode(pixels, batchSize);
  return ((batches * batchSize) / (performance.now() - start)) * 1000;
}

async function endToEnd(path: string, framesPerSecond: number): Promise<number> {
  return withServices(async (services) => {
    services.library.settings.set({ framesPerSecond });
    // The worker's start and its loading of models are paid once an app, not once a video.
    await indexFile(services, film(5));
    const start = performance.now();
    const id = await indexFile(services, path);
    return (services.library.videos.get(id).frameCount / (performance.now() - start)) * 1000;
  });
}

async function compare(path: string, framesPerSecond: number, encoder: FrameEncoder): Promise<Row[]> {
  const decode = await decodeAlone(path, framesPerSecond, encoder);
  const encode = await encodeAlone(encoder, 200);
  const whole = await endToEnd(path, framesPerSecond);
  const slower = Math.min(decode, encode);
  // With decode and encode on the same cores their times add up; this is the limit without an accelerator.
  const shared = 1 / (1 / decode + 1 / encode);
  return [
    {
      what: `index 720p H.264 at ${framesPerSecond} frames a second, end to end`,
      value: `${number(whole)} frames/s`,
      against: `decode alone ${number(decode)}, encode alone ${number(encode)}: ${number(whole / slower, 2)} of the slower, ${number(whole / shared, 2)} of both one after the other on the same cores`,
    },
  ];
}

export const throughput: Section = {
  title: 'Indexing',
  async run() {
    const path = film(FILM_SECONDS);
    const pack = await loadPack(CORE);
    const threads = availableParallelism();
    const { frames } = pack.manifest;
    if (!frames) throw new Error('the built-in pack makes no frame tokens');
    const wanted = {
      check: frameCheck(pack, frames),
      pack: tokenModel(pack.manifest),
      graphs: [frames.file],
    };
    const elsewhere: Parameters<typeof deviceProbe>[0] = (device, check) =>
      tryDevice(childWorkers(WORKER), { device, check, threads });
    const devices = deviceProbe(elsewhere, threads);
    const device = await chooseDevice('auto', devices, wanted, new DeviceRecords(null));
    const { encoder } = await openFrameEncoder(pack, device, threads);
    try {
      return [...(await compare(path, 1, encoder)), ...(await compare(path, 4, encoder))];
    } finally {
      await encoder.dispose();
    }
  },
};
