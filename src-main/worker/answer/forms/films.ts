import type { Video } from '../../../../src-shared/video';
import { Draft } from '../draft';
import { filmsOf, type Inquiry } from '../findings';
import type { Wanted } from '../reader/precise';
import { sayMore } from './more';

type Films = Extract<Wanted, { kind: 'films' }>;
const MOST_LISTED = 24;

/** "Which films have no sound", "which is the longest": what the library knows of its films, without looking into them. */
export function answerFilms(inquiry: Inquiry, { filter, span }: Films): Draft {
  const videos = filmsOf(inquiry.videos);
  const found = chosen({ ...inquiry, videos }, filter, span ?? 0);
  const draft = new Draft();
  const confidence = found.length === 0 && filter !== 'all' ? 'none' : 'high';
  draft.say({ kind: 'films', filter, counts: { films: found.length, of: videos.length }, confidence });
  for (const { id, title, duration } of found.slice(0, MOST_LISTED))
    draft.say({
      ...{ kind: 'film', subject: [title], counts: { length: duration } },
      intervals: [{ videoId: id, from: 0, to: duration }],
    });
  sayMore(draft, 'film', found.length - MOST_LISTED);
  return draft.close(confidence);
}

function chosen({ videos, evidence }: Inquiry, filter: Films['filter'], span: number): Video[] {
  const byLength = [...videos].sort((a, b) => b.duration - a.duration);
  const spoken =
    filter === 'spoken' || filter === 'unspoken'
      ? evidence.deps.library.segments.having('speech')
      : new Set<string>();
  switch (filter) {
    case 'silent':
      return videos.filter(({ media }) => media.audio.length === 0);
    case 'sound':
      return videos.filter(({ media }) => media.audio.length > 0);
    case 'spoken':
      return videos.filter(({ id }) => spoken.has(id));
    case 'unspoken':
      return videos.filter(({ id }) => !spoken.has(id));
    case 'longest':
      return byLength.slice(0, 1);
    case 'shortest':
      return byLength.slice(-1);
    case 'longer':
      return byLength.filter(({ duration }) => duration > span);
    case 'shorter':
      return byLength.filter(({ duration }) => duration < span);
    case 'all':
      return [...videos];
  }
}
