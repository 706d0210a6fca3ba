import type { Video } from '../../../../src-shared/domain';
import { count, lengthOf, plainText } from '../../../base/answer/wording';
import { Draft } from '../draft';
import type { Inquiry } from '../findings';
import type { Wanted } from '../reader/precise';

type Films = Extract<Wanted, { kind: 'films' }>;
const MOST_LISTED = 24;

/** "Which films have no sound", "which is the longest": what the library knows of its films, without looking into them. */
export function answerFilms(inquiry: Inquiry, { filter, span }: Films): Draft {
  const { videos } = inquiry;
  const found = chosen(inquiry, filter, span ?? 0);
  const draft = new Draft();
  if (filter === 'all')
    draft.paragraph(`There ${videos.length === 1 ? 'is' : 'are'} ${count(videos.length, 'film')} here.`);
  else if (found.length === 0)
    return draft.paragraph(`None of ${count(videos.length, 'film')} ${SAYS[filter]}.`).close('none');
  else if (filter === 'longest' || filter === 'shortest')
    draft.paragraph(`The ${filter} of ${count(videos.length, 'film')}:`);
  else draft.paragraph(`${found.length} of ${count(videos.length, 'film')} ${SAYS[filter]}:`);
  for (const video of found.slice(0, MOST_LISTED))
    draft.item(`**${plainText(video.title)}**, ${lengthOf(video.duration)}`);
  if (found.length > MOST_LISTED) draft.paragraph(`And ${count(found.length - MOST_LISTED, 'more film')}.`);
  return draft.close('high');
}

const SAYS: Record<Exclude<Films['filter'], 'all'>, string> = {
  silent: 'have no sound',
  sound: 'have sound',
  spoken: 'have speech in them',
  unspoken: 'have no speech in them',
  longest: 'can be compared',
  shortest: 'can be compared',
  longer: 'are longer than that',
  shorter: 'are shorter than that',
};

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
