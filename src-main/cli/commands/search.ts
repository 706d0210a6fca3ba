import type { SearchGroup } from '../../../src-shared/answers';
import { formatClock } from '../../../src-shared/time';
import { searchWithin } from '../../main/collections/search-within';
import type { Command } from '../arguments';
import { collectionNamed } from '../collection-named';
import type { Context } from '../context';
import { EXIT } from '../exit-codes';
import { matchWords } from '../match-words';
import { printable, printableName } from '../output';
import type { Result } from '../result';

/** Finds places by free text. */
export async function search(
  context: Context,
  { target, text, limit }: Extract<Command, { name: 'search' }>,
): Promise<Result> {
  const { scope, found } = await look(context, target, text, limit);
  const { groups, notes } = found;
  const services = context.services();
  for (const note of notes) context.tell(printable(note));
  const title = (group: SearchGroup) => services.library.videos.find(group.videoId)?.title ?? '';
  const lines = groups.flatMap((group) => {
    const where = scope === 'all' || 'collectionId' in scope ? `  ${printableName(title(group))}` : '';
    return group.hits.map(
      (hit) =>
        `${formatClock(hit.from)}-${formatClock(hit.to)}${where}  ${printableName(hit.matches.map((match) => matchWords(match, context.worded)).join('; '))}\n`,
    );
  });
  return {
    exitCode: groups.length === 0 ? EXIT.nothingFound : EXIT.ok,
    text: lines.join(''),
    document: { scope, text, groups, notes },
  };
}

async function look(
  context: Context,
  target: Extract<Command, { name: 'search' }>['target'],
  text: string,
  limit: number,
) {
  if (target !== 'all' && 'collection' in target) {
    const services = context.existing();
    const { id } = collectionNamed(services, target.collection);
    const found = await searchWithin(services, id, text, limit, context.around.signal);
    return { scope: { collectionId: id }, found };
  }
  const { scope } = await context.scope(target);
  return { scope, found: await context.services().search.searchText(scope, text, limit) };
}
