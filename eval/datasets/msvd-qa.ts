import { z } from 'zod';
import type { Asked } from '../answers/types';
import { openQuestion } from './open-qa';

const name = z.union([z.number(), z.string()]);
const rows = z.array(z.object({ id: name, video_id: name, question: z.string(), answer: z.string() }));
const questions = z.array(z.object({ video_name: z.string(), question_id: name, question: z.string() }));
const answers = z.array(z.object({ question_id: name, answer: z.string() }));

/** The questions' first words, as in the sets' paper: who, what, when, where, how. */
function typeOf(question: string): string {
  return /^\w+/.exec(question.toLowerCase())?.[0] ?? 'other';
}

/**
 * `{train,val,test}_qa.json` of MSVD-QA and MSRVTT-QA (Xu et al. 2017, github.com/xudejing/video-question-answering): `video_id`
 * 1207 of MSVD-QA is the file `vid1207`, as its `youtube_mapping.txt` counts them, 7010 of MSRVTT-QA is `video7010`.
 */
function readRows(text: string, prefix: string): Asked[] {
  return rows.parse(JSON.parse(text)).map(({ id, video_id, question, answer }) =>
    openQuestion({
      id: String(id),
      film: `${prefix}${video_id}`,
      type: typeOf(question),
      question,
      answer,
    }),
  );
}

/**
 * `test_q.json` and `test_a.json` of the same sets as papers on video models hand them on: `video_name` is the file's name without
 * its ending, and each question's answer stands under its `question_id`.
 */
function readPairs(questionText: string, answerText: string): Asked[] {
  const byId = new Map(answers.parse(JSON.parse(answerText)).map((a) => [a.question_id, a.answer]));
  return questions.parse(JSON.parse(questionText)).flatMap(({ video_name, question_id, question }) => {
    const answer = byId.get(question_id);
    if (answer === undefined) return [];
    return [
      openQuestion({ id: String(question_id), film: video_name, type: typeOf(question), question, answer }),
    ];
  });
}

const reader = (prefix: string) => (first: string, second: string | null) =>
  second === null ? readRows(first, prefix) : readPairs(first, second);

export const readMsvdQa = reader('vid');
export const readMsrvttQa = reader('video');
