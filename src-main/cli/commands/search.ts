import type { SearchGroup } from '../../../src-shared/answers';
import { formatClock } from '../../../src-shared/time';
import type { Target } from '../arguments';
import type { Context } from '../context';
import { EXIT } from '../exit-codes';
import { matchWords } from '../match-words';
import { printable, printableName } from '../output';
import type { Result } from '../result';

/** Finds places by free text. */
export async function search(context: Context, target: Target, text: string, limit: number): Promise<Result> {
  const { scope } = await context.scope(target);
  const services = context.services();
  const { groups, notes } = await services.search.searchText(scope, text, limit);
  for (const note of notes) context.tell(printable(note));
  const title = (group: SearchGroup) => services.library.videos.find(group.videoId)?.title ?? '';
  const lines = groups.flatMap((group) => {
    const where = scope === 'all' ? `  ${printableName(title(group))}` : '';
    return group.hits.map(
      (hit) =>
        `${formatClock(hit.from)}-${formatClock(hit.to)}${where}  ${printableName(hit.matches.map(matchWords).join('; '))}\n`,
    );
  });
  return {
    exitCode: groups.length === 0 ? EXIT.nothingFound : EXIT.ok,
    text: lines.join(''),
    document: { scope, text, groups, notes },
  };
}
