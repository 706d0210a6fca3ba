import { appendFileSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { loadPack } from '../../src-main/base/packs/pack';
import type { Services } from '../../src-main/main/services';
import type { OwnModel } from '../../src-shared/own-model';
import { paperOf } from '../datasets/datasets';
import type { Figure } from '../measurement';
import { answered } from './ask';
import { indexed } from './library';
import { judgeByModel } from './model-judge';
import type { Asked } from './types';

/** One answer with its judgement, as a line of the file that a run is kept in. */
const line = z.object({
  id: z.string(),
  question: z.string(),
  reference: z.string(),
  predicted: z.string(),
  /** Null where the judge gave no judgement. */
  right: z.boolean().nullable(),
  score: z.number().int().nullable(),
});
export type Judged = z.infer<typeof line>;

export interface JudgedRun {
  readonly services: Services;
  readonly dataset: string;
  readonly questions: readonly Asked[];
  /** Paths by name. */
  readonly films: ReadonlyMap<string, string>;
  readonly judge: OwnModel;
  /** JSON Lines. What stands there is not asked again, so that a run of days may be stopped. */
  readonly kept: string;
  readonly say: (line: string) => void;
}

/**
 * Answers a published set and has a language model judge each answer, as the papers do. A question without a stored reference
 * cannot be judged and is left out.
 */
export async function judgeAll(run: JudgedRun): Promise<Judged[]> {
  const { questions, films, kept, say } = run;
  const { signal } = new AbortController();
  mkdirSync(dirname(kept), { recursive: true });
  const before = new Map(readKept(kept).map((judged) => [judged.id, judged]));
  const done = questions.flatMap(({ id }) => before.get(id) ?? []);
  if (done.length > 0)
    say(`${done.length} of ${questions.length} are taken from ${kept}; remove it to ask anew.`);
  for (const asked of questions.filter(({ id }) => !before.has(id))) {
    const { reference } = asked;
    if (reference === undefined) continue;
    const video = await indexed(run.services, films.get(asked.film) ?? '');
    const { text } = await answered(run.services.answerer, video, asked.question);
    const predicted = text.replace(/\s*\[\[\d+\]\]/g, '').trim();
    const question = asked.question;
    const { judgement, said } = await judgeByModel(run.judge, { question, reference, predicted }, signal);
    if (judgement === null) say(`${asked.id}: no judgement. The judge said: ${said.slice(0, 200)}`);
    const { right, score } = judgement ?? { right: null, score: null };
    const judged = { id: asked.id, question, reference, predicted, right, score };
    appendFileSync(kept, `${JSON.stringify(judged)}\n`);
    done.push(judged);
  }
  return done;
}

/** A last line that was cut off by a stop is passed over: it is asked again. */
function readKept(path: string): Judged[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((text) => {
      try {
        return [line.parse(JSON.parse(text))];
      } catch {
        return [];
      }
    });
}

/** Accuracy, of those that were judged, and mean score: as the papers count, who ask until there is a judgement. */
export function judgedFigures(judged: readonly Judged[]): Figure[] {
  const rated = judged.flatMap(({ right, score }) =>
    right === null || score === null ? [] : [{ right, score }],
  );
  const of = rated.length;
  const right = rated.filter((one) => one.right).length;
  const sum = rated.reduce((all, { score }) => all + score, 0);
  return [
    { name: 'accuracy, judged', value: of === 0 ? null : right / of, unit: 'share', of },
    { name: 'score, judged', value: of === 0 ? null : sum / of, unit: 'score', of },
    { name: 'without a judgement', value: judged.length - of, unit: 'count', of: judged.length },
  ];
}

/** Beside what the paper says of itself. */
export function judgedTable(
  dataset: string,
  answeredBy: string,
  judge: string,
  figures: readonly Figure[],
): string {
  const [accuracy, score] = figures;
  const paper = paperOf(dataset);
  const percent = (value: number | null | undefined) => (value == null ? '–' : (100 * value).toFixed(1));
  return [
    `| ${dataset} | accuracy | score | judged by |`,
    '| --- | --- | --- | --- |',
    `| ${answeredBy} (${accuracy?.of ?? 0} questions) | ${percent(accuracy?.value)} | ${score?.value?.toFixed(1) ?? '–'} | ${judge} |`,
    ...(paper
      ? [`| LLaVA-Mini, its paper | ${percent(paper.accuracy)} | ${paper.score.toFixed(1)} | its own judge |`]
      : []),
  ].join('\n');
}

/**
 * Has a language model's pack answer, wherever it lies: its folder becomes one of this library's packs, and the one that is chosen.
 * @returns its name
 */
export async function answerWith(
  services: Services,
  userDataDir: string,
  packFolder: string,
): Promise<string> {
  const { manifest } = await loadPack(packFolder);
  const place = join(userDataDir, 'packs', manifest.id);
  mkdirSync(dirname(place), { recursive: true });
  if (!existsSync(place)) symlinkSync(resolve(packFolder), place, 'junction');
  services.library.settings.set({ answerPack: manifest.id });
  return manifest.name;
}
