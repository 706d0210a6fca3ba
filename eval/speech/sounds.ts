import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { locateFfmpeg } from '../../src-main/base/media/locate';
import { CannotRun } from '../errors';

export const RATE = 16_000;

/** What a synthetic voice is called by pico2wave, and by espeak-ng where that one has none. */
const VOICES: Readonly<Record<string, { readonly pico: string | null; readonly espeak: string }>> = {
  en: { pico: 'en-US', espeak: 'en-us' },
  de: { pico: 'de-DE', espeak: 'de' },
  es: { pico: 'es-ES', espeak: 'es' },
  fr: { pico: 'fr-FR', espeak: 'fr-fr' },
  nl: { pico: null, espeak: 'mb-nl2' },
};

/** A file of any kind as samples of one channel at 16 kHz, 16 bits. */
export function samplesOf(path: string, filter: string | null = null): Int16Array {
  const ffmpeg = locateFfmpeg({ resourcesDir: resolve('resources') });
  const bytes = execFileSync(
    ffmpeg,
    [
      ...['-v', 'error', '-i', path, ...(filter ? ['-af', filter] : [])],
      ...['-ac', '1', '-ar', String(RATE), '-f', 's16le', '-'],
    ],
    { maxBuffer: 1 << 28 },
  );
  return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1).slice();
}

/** A sentence by a synthetic voice: pico2wave's, else espeak-ng's (for Dutch with mbrola's nl2). @throws CannotRun without them */
export function speak(language: string, text: string): Int16Array {
  const voice = VOICES[language];
  if (!voice) throw new CannotRun(`There is no voice for ${language}.`);
  const work = mkdtempSync(join(tmpdir(), 'longtake-voice-'));
  const path = join(work, 'said.wav');
  try {
    if (voice.pico) execFileSync('pico2wave', ['-l', voice.pico, '-w', path, text]);
    else execFileSync('espeak-ng', ['-v', voice.espeak, '-s', '145', '-w', path, text], { stdio: 'ignore' });
    return samplesOf(path);
  } catch (cause) {
    const tool = voice.pico ? 'pico2wave' : 'espeak-ng with the voice mb-nl2';
    throw new CannotRun(`${language} is spoken by ${tool}, which did not run: ${(cause as Error).message}`);
  } finally {
    rmSync(work, { recursive: true });
  }
}

export function silence(seconds: number): Int16Array {
  return new Int16Array(Math.round(seconds * RATE));
}

export function joined(parts: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Values in -1..1 that look random and are the same each time. */
export function* noise(seed = 1): Generator<number> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 31 - 1;
  }
}

/** Root of the mean square of the samples in which something sounds. */
function loudness(samples: Int16Array): number {
  const sounding = samples.filter((value) => Math.abs(value) > 200);
  if (sounding.length === 0) return 0;
  return Math.sqrt(sounding.reduce((sum, value) => sum + value * value, 0) / sounding.length);
}

const clamp = (value: number) => Math.max(-32_768, Math.min(32_767, Math.round(value)));

/** Speech in pink noise, so many decibels above it. */
export function inNoise(samples: Int16Array, decibels: number): Int16Array {
  const pink = pinkNoise(samples.length);
  const level = loudness(samples) / 10 ** (decibels / 20);
  return samples.map((value, i) => clamp(value + level * (pink[i] as number)));
}

/** Of mean square 1: three filters over white noise, after Paul Kellet. */
export function pinkNoise(length: number): Float32Array {
  const white = noise(7);
  const out = new Float32Array(length);
  let [a, b, c, squares] = [0, 0, 0, 0];
  for (let i = 0; i < length; i++) {
    const value = white.next().value as number;
    a = 0.99765 * a + value * 0.099046;
    b = 0.963 * b + value * 0.2965164;
    c = 0.57 * c + value * 1.0526913;
    const sum = a + b + c + value * 0.1848;
    out[i] = sum;
    squares += sum * sum;
  }
  const scale = 1 / Math.sqrt(squares / length);
  return out.map((value) => value * scale);
}

export function scaled(samples: Int16Array, decibels: number): Int16Array {
  return samples.map((value) => clamp(value * 10 ** (decibels / 20)));
}

/** Said so many times as quickly, at the same pitch. */
export function quick(samples: Int16Array, times: number): Int16Array {
  const work = mkdtempSync(join(tmpdir(), 'longtake-quick-'));
  const path = join(work, 'said.wav');
  try {
    writeWav(path, samples);
    return samplesOf(path, `atempo=${times}`);
  } finally {
    rmSync(work, { recursive: true });
  }
}

function writeWav(path: string, samples: Int16Array): void {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(2 * RATE, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  writeFileSync(
    path,
    Buffer.concat([header, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)]),
  );
}

/** The samples as a file that a listener takes. */
export function writeSamples(path: string, samples: Int16Array): void {
  writeFileSync(path, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
}

/** @throws CannotRun where it cannot be read */
export function readList(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CannotRun(`${path} cannot be read: ${(cause as Error).message}`);
  }
}
