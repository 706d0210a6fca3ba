import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { loadPack } from '../src-main/base/packs/pack';
import { openTranscriber } from '../src-main/worker/recognition/transcriber';
import { CORE, made } from './media';
import { number, type Section } from './report';

const MINUTES = 5;
const BYTES_PER_SECOND = 32_000;

export const speech: Section = {
  title: 'Speech',
  async run() {
    const pcmPath = made('speech.s16', [
      '-stream_loop',
      '-1',
      '-i',
      resolve('e2e', 'media', 'jfk.flac'),
      '-t',
      String(MINUTES * 60),
      '-ar',
      '16000',
      '-ac',
      '1',
      '-f',
      's16le',
    ]);
    const seconds = readFileSync(pcmPath).length / BYTES_PER_SECOND;
    const core = await loadPack(CORE);
    const transcriber = await openTranscriber(core, core, availableParallelism());
    let words = 0;
    const start = performance.now();
    try {
      await transcriber.transcribe({
        pcmPath,
        fromSample: 0,
        nextSegmentId: 0,
        onSegments: async (segments) => {
          for (const { text } of segments) words += text.split(' ').length;
        },
        onProgress: () => undefined,
        signal: new AbortController().signal,
      });
    } finally {
      await transcriber.dispose();
    }
    const took = (performance.now() - start) / 1000;
    return [
      {
        what: `transcribing ${MINUTES} minutes of speech without pause (${words} words)`,
        value: `${number(took)} s`,
        against: `${number(seconds / took)} times real time`,
      },
    ];
  },
};
