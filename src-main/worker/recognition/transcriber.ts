// Speech recognition (ASR) of a pack: Moonshine or Whisper behind one interface.
import { readFile } from 'node:fs/promises';
import { LongtakeError } from '../../../src-shared/errors';
import type { MoonshineSpeech, WhisperSpeech } from '../../base/packs/manifest';
import type { Pack } from '../../base/packs/pack';
import { type GraphPlace, ON_CPU, openGraphSomewhere, openSession, type Session } from '../inference/session';
import { loopAtEnd } from './guard';
import { ATTENTION_OUTPUTS, ATTENTION_VALUES, Moonshine } from './moonshine';
import { MoonshineListener } from './moonshine-listener';
import { exposeBranchValues } from './onnx-outputs';
import { type Listener, Transcription } from './transcription';
import type { Transcriber } from './types';
import { VoiceDetector } from './vad';
import { openDecoder } from './whisper/decoder';
import { openWhisperListener } from './whisper/listener';
import { readSettings } from './whisper/settings';

/** The pack has no speech part, so what is said cannot be written down. */
export class NoSpeechInPack extends LongtakeError {
  constructor(packName: string) {
    super(
      'ModelPackMissing',
      `The model pack ${packName} cannot transcribe speech.`,
      'Choose a pack with speech, or switch transcription off in the settings.',
    );
  }
}

export interface HowToHear {
  /** Where the encoder was found to be fastest. */
  readonly place?: GraphPlace;
  /** Names and terms to expect; of use to Whisper alone, as Moonshine's decoder takes no prompt. */
  readonly terms?: readonly string[];
}

/** A listener with what it holds open. */
interface Opened {
  readonly listener: Listener;
  readonly sessions: readonly Session[];
}

/**
 * Opens a pack's speech model: Moonshine-tiny, or Whisper as the hub has it. Its decoder runs on the CPU: a token at a time, over a
 * past that begins empty, which no device takes.
 * @param core the built-in pack: its voice detector cuts the sound for both
 * @param threads for one operator on the CPU
 * @throws NoSpeechInPack
 * @throws ModelPackBroken when a graph does not load
 */
export async function openTranscriber(
  pack: Pack,
  core: Pack,
  threads: number,
  { place = ON_CPU, terms = [] }: HowToHear = {},
): Promise<Transcriber> {
  const { speech, name } = pack.manifest;
  const voice = core.manifest.speech;
  if (!speech) throw new NoSpeechInPack(name);
  if (voice?.kind !== 'moonshine') throw new NoSpeechInPack(core.manifest.name);
  // Frames of 32 ms are too little work to share between threads.
  const vad = await openSession(core.file(voice.vad), { device: 'cpu', threads: 1 });
  const encoder = await openGraphSomewhere(pack, speech.encoder, { ...place, threads });
  const { listener, sessions } =
    speech.kind === 'whisper'
      ? await openWhisper(pack, speech, encoder, threads, terms)
      : await openMoonshine(pack, speech, encoder, threads);
  const detector = new VoiceDetector(vad);
  return {
    transcribe: (options) => new Transcription(detector, listener, options).run(),
    async dispose() {
      for (const session of [vad, ...sessions]) await session.dispose();
    },
  };
}

async function openMoonshine(
  pack: Pack,
  speech: MoonshineSpeech,
  encoder: Session,
  threads: number,
): Promise<Opened> {
  const decoderBytes = exposeBranchValues(
    await readFile(pack.file(speech.decoder)),
    ATTENTION_VALUES,
    ATTENTION_OUTPUTS,
  );
  const decoder = await openSession(decoderBytes, { device: 'cpu', threads });
  const moonshine = new Moonshine(encoder, decoder, (tokens) => loopAtEnd(tokens) !== null);
  return { listener: new MoonshineListener(moonshine), sessions: [encoder, decoder] };
}

async function openWhisper(
  pack: Pack,
  speech: WhisperSpeech,
  encoder: Session,
  threads: number,
  terms: readonly string[],
): Promise<Opened> {
  const options = { device: 'cpu', threads } as const;
  const settings = await readSettings(pack, speech);
  const decoder = await openDecoder(pack, speech, settings, options);
  return {
    listener: await openWhisperListener(pack, speech, settings, { encoder, decoder }, terms),
    sessions: [encoder, decoder],
  };
}
