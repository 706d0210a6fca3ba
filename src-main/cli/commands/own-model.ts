import type { OwnModel, OwnModelPlace, OwnServer } from '../../../src-shared/own-model';
import { OwnModelFailed } from '../../base/answer/own-model-errors';
import type { Context } from '../context';
import { NoOwnModel } from '../errors';
import { EXIT } from '../exit-codes';
import { printable, printableName } from '../output';
import type { Result } from '../result';

/** Looks once for language models that run on this computer. */
export async function lookForOwn(context: Context, place: OwnModelPlace): Promise<Result> {
  const servers = await context.services().lookForOwn(place, context.around.signal);
  if (servers.length === 0)
    context.tell('Found none. Start the program that runs yours, or say where with --at.');
  for (const { address, wantsKey } of servers) {
    if (wantsKey) context.tell(`${address} wants a key: --key KEY.`);
  }
  const any = servers.some(({ models }) => models.length > 0);
  return {
    exitCode: any ? EXIT.ok : EXIT.nothingFound,
    text: servers.flatMap(linesOf).join(''),
    document: { servers },
  };
}

function linesOf({ address, name, models, elsewhere }: OwnServer): string[] {
  const of = name === null ? address : `${address} (${name})`;
  const left = elsewhere === 0 ? [] : [`${elsewhere} left out at ${of}: run on other machines\n`];
  return [...models.map((model) => `${printableName(model)}  at ${of}\n`), ...left];
}

/**
 * Has a model on this computer answer from now on, or no longer.
 * @param reads whether it is also to read questions
 * @throws NoOwnModel where no server there has it
 */
export async function chooseOwn(
  context: Context,
  model: string | null,
  place: OwnModelPlace,
  reads = false,
): Promise<Result> {
  const { library } = context.writable();
  const servers = model === null ? [] : await context.services().lookForOwn(place, context.around.signal);
  const server = servers.find(({ models }) => models.some((name) => name === model));
  if (model !== null && server === undefined) throw new NoOwnModel(model);
  const read = reads ? { reads } : {};
  const chosen =
    server && model !== null ? { address: server.address, model, key: place.key, ...read } : null;
  library.settings.set({ ownModel: chosen });
  const text = chosen
    ? `Questions, and passages of your videos, are given to ${printable(chosen.model)} at ${chosen.address} from now on.${reads ? ' It also reads questions that Longtake does not.' : ''}\n`
    : 'No language model on this computer is asked from now on.\n';
  return {
    exitCode: EXIT.ok,
    text,
    document: { ownModel: chosen && { address: chosen.address, model, ...read } },
  };
}

/** The chosen model; null where none is, or the library cannot be opened. */
export function ownModelOf(context: Context): OwnModel | null {
  try {
    return context.services().library.settings.get().ownModel;
  } catch {
    return null;
  }
}

/** @throws OwnModelFailed where it could not be asked now */
export async function checkOwn(context: Context, { address, model, key }: OwnModel): Promise<string> {
  const [server] = await context.services().lookForOwn({ address, key }, context.around.signal);
  if (server === undefined) throw new OwnModelFailed('gone');
  if (server.wantsKey) throw new OwnModelFailed('key');
  if (!server.models.includes(model)) throw new OwnModelFailed('noModel');
  return `${model}, at ${address}, is there`;
}
