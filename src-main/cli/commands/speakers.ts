import { peopleWho } from '../../../src-shared/speakers';
import { formatTimestamp } from '../../../src-shared/time';
import type { Command } from '../arguments';
import type { Context } from '../context';
import { UsageError } from '../errors';
import { EXIT } from '../exit-codes';
import { printableName } from '../output';
import { type Result, videoDocument } from '../result';

/** Who speaks in a video; with a name, what one of them is called from now on. */
export async function speakers(
  context: Context,
  { file, named }: Extract<Command, { name: 'speakers' }>,
): Promise<Result> {
  const video = await context.video(file);
  const library = () => context.services().library;
  if (named !== null) {
    const who = named.who.toLowerCase();
    const meant = library()
      .speakers.of(video.id)
      .speakers.find(({ shown }) => shown.toLowerCase() === who);
    if (!meant) {
      const list = '“longtake speakers FILE” lists who is.';
      throw new UsageError(`Nobody here is shown as “${printableName(named.who)}”. ${list}`);
    }
    context.writable().library.speakers.rename(video.id, meant.number, named.name, named.everywhere);
  }
  const film = library().speakers.of(video.id);
  if (!film.read)
    context.tell(
      'It was not listened for who speaks in it. With “Tell voices apart” on, "longtake index" does it.',
    );
  const perhaps = new Map(film.speakers.map((one) => [one.shown, one.perhaps]));
  const lines = peopleWho(film).map(({ shown, spoken }) => {
    const guess = perhaps.get(shown) ?? null;
    return `${printableName(shown)}\t${formatTimestamp(spoken)}${guess === null ? '' : `\tperhaps ${printableName(guess)}`}\n`;
  });
  return {
    exitCode: film.turns.length > 0 ? EXIT.ok : EXIT.nothingFound,
    text: lines.join(''),
    document: { video: videoDocument(video), ...film },
  };
}
