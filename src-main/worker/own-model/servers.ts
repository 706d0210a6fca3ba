import { z } from 'zod';
import {
  type OwnModel,
  type OwnModelPlace,
  type OwnServer,
  saysElsewhere,
} from '../../../src-shared/own-model';
import { OwnModelFailed } from '../../base/answer/own-model-errors';
import { parse, readText } from './chat-completion';
import { askLoopback, type Limits } from './loopback';

/** Where such programs listen when nobody told them otherwise, and which one it is most likely. */
export const USUAL_PLACES: readonly {
  readonly port: number;
  readonly path?: string;
  readonly name: string;
}[] = [
  { port: 11434, name: 'Ollama' },
  { port: 1234, name: 'LM Studio' },
  { port: 1337, name: 'Jan' },
  { port: 8080, name: 'llama.cpp' },
  { port: 8000, name: 'vLLM' },
  { port: 4891, name: 'GPT4All' },
  { port: 5001, name: 'KoboldCpp' },
  { port: 12434, path: '/engines', name: 'Docker Model Runner' },
];

/** A look is short: a server that is there answers at once. */
export const LOOK_LIMITS: Limits = {
  connect: 1_500,
  first: 3_000,
  silence: 3_000,
  whole: 5_000,
  bytes: 1_000_000,
};
const MOST_MODELS = 200;

const list = z.object({ data: z.array(z.object({ id: z.string() })) });
/** Ollama's own list says which models it hands on to other machines, whatever they are called. */
const tags = z.object({
  models: z.array(
    z.object({
      name: z.string().optional(),
      model: z.string().optional(),
      remote_host: z.string().nullish(),
    }),
  ),
});

export interface Look {
  readonly signal: AbortSignal;
  readonly limits?: Partial<Limits> | undefined;
  readonly places?: typeof USUAL_PLACES;
}

/**
 * Looks once for servers with language models on this computer: at one address, or where they usually are.
 * @throws NotThisComputer, the signal's reason; a server that is not there, or is another, is no error
 */
export async function lookForServers(place: OwnModelPlace, look: Look): Promise<OwnServer[]> {
  const usual = (look.places ?? USUAL_PLACES).map(({ port, path, name }) => ({
    address: `http://localhost:${port}${path ?? ''}`,
    name,
  }));
  const known = usual.find(({ address }) => address === place.address);
  const places = place.address === null ? usual : [known ?? { address: place.address, name: null }];
  const found = await Promise.all(places.map(({ address, name }) => lookAt(address, name, place.key, look)));
  return found.filter((server) => server !== null);
}

async function lookAt(
  address: string,
  name: string | null,
  key: string,
  look: Look,
): Promise<OwnServer | null> {
  try {
    const { models, elsewhere } = await modelsAt(address, key, look);
    return { address, name, models, elsewhere, wantsKey: false };
  } catch (error) {
    if (!(error instanceof OwnModelFailed)) throw error;
    return error.fault === 'key' ? { address, name, models: [], elsewhere: 0, wantsKey: true } : null;
  }
}

/**
 * Makes sure that a chosen model is there, and on this computer.
 * @throws OwnModelFailed, NotThisComputer, the signal's reason
 */
export async function checkModel(own: OwnModel, look: Look): Promise<void> {
  const { models, away } = await modelsAt(own.address, own.key, look);
  if (away.has(own.model)) throw new OwnModelFailed('elsewhere');
  if (!models.includes(own.model)) throw new OwnModelFailed('noModel');
}

async function modelsAt(
  address: string,
  key: string,
  look: Look,
): Promise<{ models: string[]; elsewhere: number; away: ReadonlySet<string> }> {
  const answer = await getJson(address, '/v1/models', key, look);
  const ids = list.safeParse(answer);
  if (!ids.success) throw new OwnModelFailed('broken');
  const all = [...new Set(ids.data.data.map(({ id }) => id))].filter(isName).slice(0, MOST_MODELS);
  const away = await handedOn(address, key, look);
  for (const id of all) if (saysElsewhere(id)) away.add(id);
  const models = all.filter((id) => !away.has(id));
  return { models, elsewhere: all.length - models.length, away };
}

function isName(id: string): boolean {
  return id.length > 0 && id.length <= 300 && !/\p{Cc}/u.test(id);
}

/** Models that a server has others run. Servers other than Ollama do not know the question, and have none. */
async function handedOn(address: string, key: string, look: Look): Promise<Set<string>> {
  try {
    const parsed = tags.safeParse(await getJson(address, '/api/tags', key, look));
    const remote = parsed.success ? parsed.data.models.filter((one) => one.remote_host) : [];
    return new Set(remote.flatMap(({ name, model }) => [name, model].filter((id) => id !== undefined)));
  } catch (error) {
    // Where it cannot be told for the moment, nothing is asked of any.
    if (error instanceof OwnModelFailed && error.fault !== 'gone' && error.fault !== 'stalled')
      return new Set();
    throw error;
  }
}

async function getJson(
  address: string,
  path: string,
  key: string,
  { signal, limits }: Look,
): Promise<unknown> {
  const { status, pieces } = await askLoopback({
    ...{ address, path, key, body: null, signal },
    limits: { ...LOOK_LIMITS, ...limits },
  });
  const text = await readText(pieces);
  if (status === 401 || status === 403) throw new OwnModelFailed('key');
  if (status !== 200) throw new OwnModelFailed('broken');
  return parse(text);
}
