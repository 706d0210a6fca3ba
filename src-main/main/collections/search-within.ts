import type { SearchGroup } from '../../../src-shared/answers';
import type { Micros } from '../../../src-shared/time';
import type { SearchService } from '../../base/answer/types';
import { AROUND_PLACE } from '../../base/library/collection-stretches';
import type { Library } from '../../base/library/types';
import type { SearchResult } from '../../base/rpc/protocol';

/** All that a search gives of one film: most of it lies outside the places. */
const MOST_HITS = 500;

interface Stretch {
  readonly from: Micros;
  readonly to: Micros;
}

/**
 * Finds text within the places of a collection: in each of its films that is there, and of that what lies within a few seconds of a
 * place. Best first, as each film ranks its own.
 * @throws NotFound, and what a search throws
 */
export async function searchWithin(
  {
    library,
    search,
  }: { library: Pick<Library, 'collections' | 'videos'>; search: Pick<SearchService, 'searchText'> },
  collectionId: string,
  text: string,
  limit: number,
  signal?: AbortSignal,
): Promise<SearchResult> {
  const stretches = new Map<string, Stretch[]>();
  for (const { videoId, from, to } of library.collections.places(collectionId)) {
    if (!library.videos.has(videoId)) continue;
    const known = stretches.get(videoId) ?? [];
    stretches.set(videoId, [...known, { from: from - AROUND_PLACE, to: Math.max(from, to) + AROUND_PLACE }]);
  }
  const groups: SearchGroup[] = [];
  const notes = new Set<string>();
  for (const [videoId, within] of stretches) {
    const found = await search.searchText({ videoId }, text, MOST_HITS, signal);
    for (const note of found.notes) notes.add(note);
    for (const group of found.groups) {
      const hits = group.hits.filter((hit) =>
        within.some(({ from, to }) => hit.from <= to && hit.to >= from),
      );
      if (hits.length > 0) groups.push({ ...group, hits });
    }
  }
  return { groups: best(groups, limit), notes: [...notes] };
}

/** The best hits, and of each group those among them; a group stands where its best hit does. */
function best(groups: readonly SearchGroup[], limit: number): SearchGroup[] {
  const score = ({ hits }: SearchGroup) => Math.max(...hits.map((hit) => hit.score));
  const floor = groups
    .flatMap(({ hits }) => hits.map((hit) => hit.score))
    .sort((a, b) => b - a)
    .slice(0, limit)
    .at(-1);
  let left = limit;
  return groups
    .map((group) => ({ ...group, hits: group.hits.filter((hit) => hit.score >= (floor ?? 0)) }))
    .filter(({ hits }) => hits.length > 0)
    .sort((a, b) => score(b) - score(a))
    .flatMap((group) => {
      // Of hits that are as good as the last one there may be too many.
      const hits = group.hits.slice(0, left);
      left -= hits.length;
      return hits.length > 0 ? [{ ...group, hits }] : [];
    });
}
