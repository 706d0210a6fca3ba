import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Asked } from '../answers/types';

const row = z.object({
  video: z.string().min(1),
  question: z.string().min(1),
  answer: z.coerce.number().int().min(0).max(4),
  qid: z.string(),
  type: z.string(),
  a0: z.string(),
  a1: z.string(),
  a2: z.string(),
  a3: z.string(),
  a4: z.string(),
});

/**
 * Multiple choice of NExT-QA (Xiao et al. 2021, github.com/doc-doc/NExT-QA, dataset/nextqa/{train,val,test}.csv): columns
 * video, frame_count, width, height, question, answer (0 to 4), qid, type (CW, CH, TN, TC, TP, DC, DL, DO), a0 to a4.
 * Core composes nothing, so it is asked the open question, and the given answer that its own supports best is its choice.
 */
export function readNextQa(text: string): Asked[] {
  const rows: unknown[] = parse(text, { columns: true, skip_empty_lines: true });
  return rows.map((record) => {
    const { video, question, answer, qid, type, a0, a1, a2, a3, a4 } = row.parse(record);
    return {
      id: `${video}-${qid}`,
      film: video,
      half: null,
      type,
      question: question.endsWith('?') ? question : `${question}?`,
      answer: { kind: 'choice', choices: [a0, a1, a2, a3, a4], correct: answer },
    };
  });
}
