import { afterEach, describe, expect, it } from 'vitest';
import { readQuestion } from '../../src-main/worker/answer/question';
import {
  type ChatReply,
  type FakeModel,
  startFakeModel,
} from '../../src-main/worker/own-model/testing/server';
import { readWithModel } from './model-reader';

let model: FakeModel | null = null;
afterEach(async () => {
  await model?.close();
  model = null;
});

const QUESTION = 'got any idea where the florp is at 0:20';
const says = (...pieces: string[]): ChatReply => ({ kind: 'stream', pieces });
async function read(reply: ChatReply, limits = {}) {
  model = await startFakeModel({ reply: () => reply });
  const own = { address: model.address, model: 'small', key: '' };
  const options = { signal: new AbortController().signal, limits };
  return readWithModel(own, QUESTION, readQuestion(QUESTION), options);
}

describe('a question read by a language model', () => {
  it('is what the model says, in pieces and with words around it; its time is read without the model', async () => {
    const { reading, outcome } = await read(
      says('Sure! {"form": "wh', 'en", "sense": "seen", ', '"topic": "the florp"} Hope that helps'),
    );
    expect(outcome).toBe('model');
    expect(reading).toMatchObject({ form: 'when', sense: 'seen', topic: 'the florp' });
    expect(reading.time).toEqual({ kind: 'point', at: 20_000_000 });
    expect(model?.asked).toHaveLength(1);
  });

  it.each<[string, string, ChatReply, object]>([
    ['invents a thing', 'invented', says('{"form": "when", "sense": "seen", "topic": "dragon"}'), {}],
    [
      'names a form that is none',
      'invalid',
      says('{"form": "delete", "sense": "seen", "topic": "florp"}'),
      {},
    ],
    ['leaves something out', 'invalid', says('{"form": "when"}'), {}],
    ['writes no JSON', 'invalid', says('The florp is at [3].'), {}],
    ['writes half of it', 'invalid', says('{"form": "when", "sense": '), {}],
    ['says nothing', 'failed', { kind: 'hang' }, { first: 50 }],
    ['falls silent', 'failed', { kind: 'stream', pieces: ['{"form"'], ending: 'hang' }, { silence: 50 }],
    ['breaks off', 'failed', { kind: 'stream', pieces: ['{"form"'], ending: 'cut' }, {}],
    ['does not end', 'failed', { kind: 'endless', text: 'when ' }, {}],
    ['refuses', 'failed', { kind: 'status', status: 500 }, {}],
  ])('stays as it is built in where the model %s', async (_, outcome, reply, limits) => {
    const read_ = await read(reply, limits);
    expect(read_).toEqual({ reading: readQuestion(QUESTION), outcome });
  });
});
