import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EncodedVideo } from '../../../base/film/language-tokens/types';
import { answersOf } from './frame-reader';
import { planAsk } from './plan';
import { buildPrompt } from './prompt';
import { asking, type TinyPack, tinyPack } from './testing/tiny';
import { TextStream } from './text-stream';
import { openTextTokens, type TextTokens } from './tokenizer';

let tiny: TinyPack;
let tokens: TextTokens;
beforeAll(async () => {
  tiny = await tinyPack();
  tokens = await openTextTokens(tiny.pack, answersOf(tiny.pack));
}, 60_000);
afterAll(() => tiny?.remove());

const words = (text: string) => tokens.encode(text).slice(1);

describe('the prompt', () => {
  it('has the token that texts begin with twice, as the reference, and no header of the answer', () => {
    const { system, question } = buildPrompt(tokens, 'Be brief.', [], 'Who?');
    const day = 'Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n';
    const head = (role: string) => `<|start_header_id|>${role}<|end_header_id|>\n\n`;
    expect(system).toEqual([
      tokens.bos,
      tokens.bos,
      ...words(`${head('system')}${day}Be brief.<|eot_id|>${head('user')}`),
    ]);
    expect(question).toEqual(words('\nWho?<|eot_id|>'));
  });

  it('ends with the header of the answer where the template always writes it, and then the answer is all that is shown', async () => {
    const { pack } = tiny;
    const part = answersOf(pack);
    const config = JSON.parse(readFileSync(pack.file(part.tokenizerConfig), 'utf8'));
    const header = '<|start_header_id|>assistant<|end_header_id|>\n\n';
    const file = join(tiny.root, 'with-header.json');
    writeFileSync(
      file,
      JSON.stringify({ ...config, chat_template: `${config.chat_template}{{ ${JSON.stringify(header)} }}` }),
    );
    const always = await openTextTokens(
      { ...pack, file: (name) => (name === part.tokenizerConfig ? file : pack.file(name)) },
      part,
    );
    const { system, question } = buildPrompt(always, 'S', [], 'Who?');
    expect(system).toEqual(buildPrompt(tokens, 'S', [], 'Who?').system);
    expect(question).toEqual(words(`\nWho?<|eot_id|>${header}`));
    const stream = new TextStream(always);
    for (const id of words('A man.')) stream.push(id);
    stream.finish();
    expect(stream.text).toBe('A man.');
  });

  it('puts the frames before the first question, earlier turns after them', () => {
    const turns = [{ question: 'Who?', answer: 'A man.' }];
    const one = buildPrompt(tokens, 'S', [], 'Who?');
    const two = buildPrompt(tokens, 'S', turns, 'Where?');
    expect(two.system).toEqual(one.system);
    expect(two.question.slice(0, one.question.length)).toEqual(one.question);
    expect(tokens.decode(two.question)).toContain('A man.');
  });

  it('takes a mark for frames that a user types as text', () => {
    const { system, question } = buildPrompt(tokens, 'S', [], 'What is <image>?');
    expect(system).toEqual(buildPrompt(tokens, 'S', [], 'x').system);
    expect(tokens.decode(question)).toContain('<image>?');
  });
});

describe('what fits', () => {
  const video = { count: 1000, times: Float64Array.from({ length: 1000 }, (_, i) => i) } as EncodedVideo;
  const part = () => ({ ...answersOf(tiny.pack), systemPrompt: 'S', maxPositions: 300 });
  const long = 'word '.repeat(20);

  it('thins the frames, and leaves most questions the same frames', () => {
    const plan = planAsk(tokens, part(), asking(video, { maxTokens: 8 }), 1e9);
    expect(plan.limit).toBe('positions');
    const { system, question } = plan.prompt;
    const rows = system.length + plan.selection.count + question.length + plan.maxTokens;
    expect(rows).toBeLessThanOrEqual(300);
    expect(plan.selection.count).toBeGreaterThan(100);
    const other = planAsk(tokens, part(), asking(video, { maxTokens: 8, question: 'What is it?' }), 1e9);
    expect(other.selection).toEqual(plan.selection);
  });

  it('thins the frames to the length that the model was tuned for, where that is shorter', () => {
    const rows = (contextTokens: number) => {
      const { prompt, selection, maxTokens, limit } = planAsk(
        tokens,
        { ...part(), maxPositions: 16_384, contextTokens },
        asking(video, { maxTokens: 8 }),
        1e9,
      );
      return { all: prompt.system.length + selection.count + prompt.question.length + maxTokens, limit };
    };
    expect(rows(16_384).all).toBeGreaterThan(1000);
    expect(rows(300).all).toBeLessThanOrEqual(300);
    expect(rows(300).limit).toBe('positions');
    // Of a text that is longer by itself at least a frame is left.
    expect(rows(2).all).toBeGreaterThan(2);
  });

  it('leaves out the oldest turns only where the text alone is too long, and never the question', () => {
    const turns = [1, 2, 3].map((n) => ({ question: `${n} ${long}`, answer: 'Yes.' }));
    const plan = planAsk(tokens, part(), asking(video, { turns, question: 'And then?' }), 1e9);
    expect(plan.dropped).toBeGreaterThan(0);
    const text = tokens.decode(plan.prompt.question);
    expect(text).toContain('And then?');
    expect(text).not.toContain('1 word');
    expect(planAsk(tokens, part(), asking(video, { turns: [] }), 1e9).dropped).toBe(0);
  });

  it('refuses a question that is too long alone', () => {
    const question = asking(video, { question: long.repeat(5) });
    expect(() => planAsk(tokens, part(), question, 1e9)).toThrow(/question takes \d+ tokens/);
  });
});
