import { z } from 'zod';
import type { Asked } from '../answers/types';
import { openQuestion } from './open-qa';

const rows = z.array(
  z.object({
    id: z.union([z.number(), z.string()]),
    video_id: z.union([z.number(), z.string()]),
    question: z.string(),
    answer: z.string(),
  }),
);

/**
 * `{train,val,test}_qa.json` of MSVD-QA (Xu et al. 2017, github.com/xudejing/video-question-answering): `video_id` 1207 is the
 * file `vid1207`, as its `youtube_mapping.txt` counts them. Types are the questions' first words, as in its paper.
 */
export function readMsvdQa(text: string): Asked[] {
  return rows.parse(JSON.parse(text)).map(({ id, video_id, question, answer }) =>
    openQuestion({
      id: String(id),
      film: `vid${video_id}`,
      type: /^\w+/.exec(question.toLowerCase())?.[0] ?? 'other',
      question,
      answer,
    }),
  );
}
