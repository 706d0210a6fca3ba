import type { Citation } from '../../../../../src-shared/answers';
import { at } from '../../claims/claims';
import { seconds, videoIdOf } from '../../testing/world';
import type { CheckedCitation } from '../../verify';

/** A place from one second to another, as if it had been checked. */
export function placeAt(from: number, to: number, kind: Citation['kind'] = 'object'): CheckedCitation {
  const citation = {
    videoId: videoIdOf(1),
    kind,
    from: seconds(from),
    to: seconds(to),
    frameIndex: from,
    quote: '',
  };
  return citation as Citation as CheckedCitation;
}

export const intervals = [{ videoId: videoIdOf(1), from: seconds(10), to: seconds(70) }];
/** A place with its interval, as claims hold it. */
export const here = at(placeAt(10, 70));
