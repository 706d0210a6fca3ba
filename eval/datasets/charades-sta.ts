import type { Asked } from '../answers/types';
import { CannotRun } from '../errors';
import { moment } from './qvhighlights';

const LINE = /^(\S+) ([\d.]+) ([\d.]+)##(.+)$/;

/**
 * `charades_sta_{train,test}.txt` of Charades-STA (Gao et al. 2017, arXiv 1705.02101, github.com/jiyanggao/TALL): one sentence
 * a line, `AO8RW 0.0 6.9##a person is putting a book on a shelf.` with the video's id and seconds.
 * @throws Error with the number of a line in another form
 */
export function readCharadesSta(text: string): Asked[] {
  return text.split(/\r?\n/).flatMap((row, i) => {
    if (row.trim() === '') return [];
    const [, vid, from, to, sentence] = LINE.exec(row.trim()) ?? [];
    if (!vid || !sentence) throw new CannotRun(`Line ${i + 1} is not "video from to##sentence".`);
    return [moment(`${vid}-${i + 1}`, vid, sentence, [[Number(from), Number(to)]])];
  });
}
