// How questions are read, by itself: the query that comes of each, held against labels. No film is asked.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadPack } from '../../src-main/base/packs/pack';
import { isGivenUp, readWithModel } from '../../src-main/worker/answer/own/question-reader';
import { inEnglish } from '../../src-main/worker/answer/question';
import { knownWords } from '../../src-main/worker/answer/reader/known-words';
import { classifyQuestion } from '../../src-main/worker/answer/reader/question-classifier';
import { readSpeakerQuestion } from '../../src-main/worker/answer/reader/speaker-question';
import { type Understood, understand } from '../../src-main/worker/answer/reader/understand';
import { openTextSpace } from '../../src-main/worker/inference/text-space';
import type { OwnModel } from '../../src-shared/own-model';
import { CannotRun } from '../errors';
import type { Figure, Measurement } from '../measurement';
import { type Labelled, readLabelled } from './labelled';
import { type Reading, type Scored, score } from './score';

const SET = join('eval', 'sets', 'queries.jsonl');
const CORE = resolve('resources', 'packs', 'core');

/** Reads one question, without a film and without what was asked before. */
export type Reader = (question: string) => Promise<Reading>;

/** The readers that the program has built in, one after the other as answers use them. @throws CannotRun */
async function builtIn(): Promise<(question: string) => Promise<Understood>> {
  const space = await openTextSpace(await loadPack(CORE));
  if (!space) throw new CannotRun('The built-in pack holds no sentence encoder.');
  return (question) =>
    understand(question, [], async (text) => classifyQuestion(text, await space.embedTexts([text])));
}

/** A reading of theirs, with the questions for those who speak told apart as answers do. */
function withSpeakers(question: string, { reading }: Pick<Understood, 'reading'>): Reading {
  const speakers = readSpeakerQuestion(inEnglish(question), [])?.asks;
  return { ...reading, form: speakers === 'who' || speakers === 'howMany' ? 'speakers' : reading.form };
}

/** @throws CannotRun */
export async function builtInReader(): Promise<Reader> {
  const read = await builtIn();
  return async (question) => withSpeakers(question, await read(question));
}

export function readQueries(): Labelled[] {
  return readLabelled(readFileSync(SET, 'utf8'));
}

/** What becomes of a question where a model on this computer is to read it. */
type Outcome = 'not asked' | 'read' | Extract<Awaited<ReturnType<typeof readWithModel>>, string>;

/** As answers have a model read: what the built-in readers give up on. `outcomes` counts what became of it. */
async function modelReader(own: OwnModel, outcomes: Map<Outcome, number>): Promise<Reader> {
  const read = await builtIn();
  const { language } = await knownWords(CORE);
  const { signal } = new AbortController();
  const isWord = (word: string) => language.has(word);
  const count = (outcome: Outcome) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  return async (question) => {
    const understood = await read(question);
    if (!isGivenUp(understood)) {
      count('not asked');
      return withSpeakers(question, understood);
    }
    const asked = { question, builtIn: understood.reading, isInside: () => true, isWord };
    const reading = await readWithModel(own, asked, { signal });
    count(typeof reading === 'string' ? reading : 'read');
    return typeof reading === 'string' ? withSpeakers(question, understood) : reading;
  };
}

export async function scoreAll(queries: readonly Labelled[], reader: Reader): Promise<Scored[]> {
  const scored: Scored[] = [];
  for (const label of queries) scored.push(score(label, await reader(label.question)));
  return scored;
}

/** Figures of one part of the set. */
export function readingFigures(part: string, scored: readonly Scored[]): Figure[] {
  const figure = (name: string, held: (one: Scored) => boolean): Figure => ({
    name: `${part}: ${name}`,
    value: scored.length === 0 ? null : scored.filter(held).length / scored.length,
    unit: 'share',
    of: scored.length,
  });
  return [
    figure('intent right', ({ intent }) => intent === 'right'),
    figure('wholly right', ({ intent, slots }) => intent === 'right' && slots.length === 0),
    figure('wrong and specific', ({ wrongAndSpecific }) => wrongAndSpecific),
    figure('refused wrongly', ({ intent }) => intent === 'refused'),
  ];
}

/** Languages that the built-in readers read. Of the others they can be right in nothing, only search for the words as they should. */
const BUILT_IN = new Set<Labelled['language']>(['en', 'de']);

function builtInFigures(part: string, scored: readonly Scored[]): Figure[] {
  const figures = readingFigures(part, scored);
  const isRead = scored.some(({ label }) => BUILT_IN.has(label.language));
  return isRead ? figures : figures.filter(({ name }) => !name.endsWith(' right'));
}

function telling({ label, reading, intent, slots }: Scored): string {
  const { form, sense, topic, time, wanted } = reading;
  const read = JSON.stringify({ form, sense, topic, time, wanted });
  return `- ${label.language} ${intent}${slots.length > 0 ? ` (${slots.join(', ')})` : ''}: ${label.question}\n  ${read}; meant ${label.forms.join(', ')}${label.topics ? ` of ${label.topics.join(' | ')}` : ''}`;
}

/** Wholly right and wrong ones by what they ask for. */
function byForm(scored: readonly Scored[]): string {
  const rows = [...Map.groupBy(scored, ({ label }) => label.forms[0] ?? '')].sort(
    ([, a], [, b]) => b.length - a.length,
  );
  const count = (part: readonly Scored[], held: (one: Scored) => boolean) => part.filter(held).length;
  return [
    '| asks for | questions | intent right | wholly right | wrong and specific |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(
      ([form, part]) =>
        `| ${form} | ${part.length} | ${count(part, (s) => s.intent === 'right')} | ${count(part, (s) => s.intent === 'right' && s.slots.length === 0)} | ${count(part, (s) => s.wrongAndSpecific)} |`,
    ),
  ].join('\n');
}

export const reading: Measurement = {
  name: 'reading',
  what: 'what questions are read as, before any film is asked',
  needs: [],
  async measure({ judge, limit }, say) {
    const queries = readQueries();
    const scored = await scoreAll(queries, await builtInReader());
    say(byForm(scored));
    say('\nRead otherwise than they are meant:\n');
    // Of those that are held out nobody is to learn what to mend.
    const told = scored.filter(({ label }) => label.half !== 'held');
    for (const one of told) if (one.intent !== 'right' || one.slots.length > 0) say(telling(one));
    const parts = Map.groupBy(scored, ({ label }) => `${label.language}, ${label.half}`);
    const figures = [...parts].flatMap(([part, ones]) => builtInFigures(part, ones));
    if (judge === null) return figures;
    const outcomes = new Map<Outcome, number>();
    const byModel = await scoreAll(queries.slice(0, limit), await modelReader(judge, outcomes));
    say(`\nRead with ${judge.model}: ${JSON.stringify(Object.fromEntries(outcomes))}`);
    const languages = Map.groupBy(byModel, ({ label }) => `${label.language}, with the model`);
    return [...figures, ...[...languages].flatMap(([part, ones]) => readingFigures(part, ones))];
  },
};
