import { z } from 'zod';
import type { Asked } from '../answers/types';
import { openQuestion } from './open-qa';

const questions = z.array(
  z.object({ video_name: z.string(), question: z.string(), question_id: z.string() }),
);
const answers = z.array(
  z.object({ answer: z.string(), question_id: z.string(), type: z.union([z.number(), z.string()]) }),
);
const TYPES: Readonly<Record<string, string>> = {
  0: 'motion',
  1: 'spatial',
  2: 'temporal',
  3: 'yes-no',
  4: 'colour',
  5: 'object',
  6: 'location',
  7: 'number',
  8: 'other',
};

/**
 * ActivityNet-QA (Yu et al. 2019, arXiv 1906.02467, github.com/MILVLG/activitynet-qa, dataset/): `{split}_q.json` holds
 * `video_name` (without the `v_` that the video files have), `question` and `question_id`; `{split}_a.json` the `answer` and `type` of each.
 */
export function readActivityNetQa(questionText: string, answerText: string): Asked[] {
  const byId = new Map(answers.parse(JSON.parse(answerText)).map((a) => [a.question_id, a]));
  return questions.parse(JSON.parse(questionText)).flatMap(({ video_name, question, question_id }) => {
    const known = byId.get(question_id);
    if (!known) return [];
    const type = TYPES[String(known.type)] ?? 'other';
    return [openQuestion({ id: question_id, film: video_name, type, question, answer: known.answer })];
  });
}
