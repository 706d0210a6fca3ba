import type { Services } from '../src-main/main/services';
import type { VideoId } from '../src-shared/primitives';
import { median, number, type Row } from './report';

const QUESTIONS = ['When does a boat appear?', 'How long is there a clock?', 'What is this film about?'];
const ROUNDS = 5;

/** Milliseconds from asking to the first piece of text, and to the end. */
async function ask(
  services: Services,
  videoId: VideoId,
  text: string,
): Promise<{ first: number; all: number }> {
  const start = performance.now();
  let first: number | null = null;
  const { signal } = new AbortController();
  for await (const event of services.answerer.answer({
    scope: { videoId },
    text,
    range: null,
    history: [],
    signal,
  })) {
    if (event.type === 'text') first ??= performance.now() - start;
  }
  if (first === null) throw new Error(`no answer to "${text}"`);
  return { first, all: performance.now() - start };
}

/** How long answers over one video take: asked for the first time, then again. */
export async function askRows(services: Services, videoId: VideoId): Promise<Row[]> {
  const rows: Row[] = [];
  for (const text of QUESTIONS) {
    const cold = await ask(services, videoId, text);
    const warm: { first: number; all: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) warm.push(await ask(services, videoId, text));
    rows.push({
      what: `“${text}”: first word, then whole answer`,
      value: `${number(median(warm.map(({ first }) => first)))} ms, ${number(median(warm.map(({ all }) => all)))} ms`,
      against: `asked for the first time: ${number(cold.first)} ms`,
    });
  }
  return rows;
}
