import { z } from 'zod';
import { type Asked, interval } from '../answers/types';

const line = z.object({
  qid: z.union([z.number(), z.string()]),
  query: z.string(),
  vid: z.string(),
  /** Missing in the test split, whose truth is not published. */
  relevant_windows: z.array(interval).min(1),
});

/**
 * `highlight_{train,val}_release.jsonl` of QVHighlights (Lei, Berg and Bansal 2021, github.com/jayleicn/moment_detr, data/):
 * one object a line with `qid`, `query`, `duration`, `vid` (the video file's name), `relevant_windows` in seconds, and
 * saliencies, which are not read: Core ranks moments, not highlights.
 */
export function readQvHighlights(text: string): Asked[] {
  return text
    .split('\n')
    .filter((row) => row.trim() !== '')
    .map((row) => {
      const { qid, query, vid, relevant_windows } = line.parse(JSON.parse(row));
      return moment(String(qid), vid, query, relevant_windows);
    });
}

/** A description, searched for as it stands, and asked for as a question. */
export function moment(id: string, film: string, query: string, intervals: [number, number][]): Asked {
  const plain = query.trim().replace(/[.?!]+$/, '');
  return {
    id,
    film,
    half: null,
    type: 'moment',
    question: `When do you see ${plain.charAt(0).toLowerCase()}${plain.slice(1)}?`,
    search: plain,
    answer: { kind: 'intervals', intervals },
  };
}
