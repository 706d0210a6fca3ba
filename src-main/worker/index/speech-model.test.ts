import { expect, it } from 'vitest';
import { NO_SPEECH, newState } from '../../base/film/state';
import type { IndexJob } from './job';
import { chooseSpeechModel } from './speech-stage';

const DONE = { ...NO_SPEECH, nextSample: 9, segments: 1, bytes: 9, done: true };

/** What becomes of a transcript where another model is chosen. */
async function chosen(speech: typeof DONE & { model?: string }, speechModel?: string, transcribe = true) {
  let state = { ...newState('core', 1), finished: true, speech };
  const journal = {
    get state() {
      return state;
    },
    commit: async (change: object) => {
      state = { ...state, ...change };
    },
  };
  const deps = { ...(speechModel !== undefined && { speechModel }) };
  await chooseSpeechModel({ request: { transcribe }, deps, journal } as unknown as IndexJob);
  return { kept: state.speech === speech, finished: state.finished };
}

it('is made anew by the model that is chosen, and kept where that made it', async () => {
  const anew = { kept: false, finished: false };
  const kept = { kept: true, finished: true };
  expect(await chosen(DONE, 'whisper-base')).toEqual(anew);
  expect(await chosen({ ...DONE, model: 'whisper-base' }, 'core')).toEqual(anew);
  expect(await chosen({ ...DONE, done: false, model: 'core' }, 'whisper-base')).toEqual(anew);
  // An earlier version wrote down no model: it was the built-in one.
  expect(await chosen(DONE, 'core')).toEqual(kept);
  expect(await chosen({ ...DONE, model: 'whisper-base' }, 'whisper-base')).toEqual(kept);
  expect(await chosen(DONE, 'whisper-base', false)).toEqual(kept);
  expect(await chosen({ ...NO_SPEECH } as typeof DONE, 'whisper-base')).toEqual(kept);
  expect(await chosen(DONE)).toEqual(kept);
});
