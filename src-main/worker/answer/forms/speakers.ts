import type { Confidence } from '../../../../src-shared/answers';
import {
  type FilmSpeakers,
  peopleWho,
  type SpeakerTurn,
  speakerOfLine,
} from '../../../../src-shared/speakers';
import type { Video } from '../../../../src-shared/video';
import { Draft } from '../draft';
import { filmNamed, type Inquiry, inOrder } from '../findings';
import type { LineHit } from '../line-hit';
import { checkLines, findLines, linesAsHits } from '../lines';
import type { SpeakerQuestion } from '../reader/speaker-question';
import { lineItem } from './line-places';
import { keyPassages } from './speech';

const MOST_TURNS = 12;
const MOST_LINES = 8;
/** Voices are told apart well, and not always: no answer that rests on them is surer. */
const SURE: Confidence = 'medium';

/** Of a film that was listened to for who speaks. */
interface Heard {
  readonly video: Video;
  readonly film: FilmSpeakers;
}

/** Who speaks, when, and what they say. */
export async function answerSpeakers(inquiry: Inquiry, question: SpeakerQuestion): Promise<Draft> {
  const heard = inquiry.videos
    .map((video) => ({ video, film: inquiry.evidence.deps.library.speakers.of(video.id) }))
    .filter(({ film }) => film.read);
  inquiry.details.push(inquiry.evidence.words.voicesTold);
  if (heard.length === 0) return without('unread', []);
  if (heard.every(({ film }) => film.turns.length === 0)) return without('silent', []);
  switch (question.asks) {
    case 'who':
    case 'howMany':
      return people(inquiry, heard);
    case 'whoSays':
      return sayers(inquiry, heard, question.topic);
    case 'when':
      return turnsOf(inquiry, heard, question.name);
    case 'what':
      return saidBy(inquiry, heard, question);
  }
}

function without(why: 'unread' | 'silent' | 'nobody', subject: readonly string[]): Draft {
  return new Draft().say({ kind: 'noSpeakers', why, subject, confidence: 'none' }).close('none');
}

function people(inquiry: Inquiry, heard: readonly Heard[]): Draft {
  const draft = new Draft();
  for (const { video, film } of heard) {
    const all = peopleWho(film);
    if (all.length === 0) continue;
    draft.say({
      ...{ kind: 'speakers', subject: all.map(({ shown }) => shown), counts: { of: all.length } },
      ...{ film: filmNamed(inquiry, video.id), confidence: SURE },
    });
    for (const { shown, spoken } of all) {
      const own = ownTurns(inquiry, { video, film }, shown);
      if (own.length === 0) continue;
      const intervals = own.slice(0, 1).map(({ from, to }) => ({ videoId: video.id, from, to }));
      const counts = { total: spoken, places: own.length };
      draft.say({ kind: 'speaker', subject: [shown], counts, intervals, confidence: SURE });
    }
  }
  return draft.close(SURE);
}

/** Turns in the stretch that is looked at; pauses of a few seconds between two of the same do not count. */
function ownTurns(inquiry: Inquiry, { video, film }: Heard, shown: string): SpeakerTurn[] {
  const within = inquiry.within(video);
  if (within === 'nowhere') return [];
  const numbers = new Set(film.speakers.filter((one) => one.shown === shown).map(({ number }) => number));
  const { from, to } = within ?? { from: 0, to: Number.POSITIVE_INFINITY };
  const joined: SpeakerTurn[] = [];
  let before: SpeakerTurn | null = null;
  for (const turn of film.turns) {
    const own = numbers.has(turn.speaker) && turn.to > from && turn.from < to;
    const last = joined.at(-1);
    if (own && last && before && numbers.has(before.speaker))
      joined[joined.length - 1] = { ...last, to: turn.to };
    else if (own) joined.push(turn);
    before = turn;
  }
  return joined;
}

function turnsOf(inquiry: Inquiry, heard: readonly Heard[], name: string): Draft {
  const draft = new Draft();
  let any = false;
  for (const one of heard) {
    const own = ownTurns(inquiry, one, name);
    if (own.length === 0) continue;
    any = true;
    const total = own.reduce((sum, { from, to }) => sum + to - from, 0);
    const { id } = one.video;
    draft.say({
      ...{ kind: 'speaks', subject: [name], counts: { places: own.length, total } },
      ...{ film: filmNamed(inquiry, id), confidence: SURE },
    });
    for (const { from, to } of own.slice(0, MOST_TURNS))
      draft.say({ kind: 'gap', intervals: [{ videoId: id, from, to }] });
    const more = own.length - MOST_TURNS;
    if (more > 0) draft.say({ kind: 'more', what: 'place', counts: { more } });
  }
  return any ? draft.close(SURE) : without('nobody', [name]);
}

async function saidBy(
  inquiry: Inquiry,
  heard: readonly Heard[],
  { name, topic }: Extract<SpeakerQuestion, { asks: 'what' }>,
): Promise<Draft> {
  if (!heard.some(({ film }) => film.speakers.some(({ shown }) => shown === name)))
    return without('nobody', [name]);
  const draft = new Draft();
  const lines = (await linesOn(inquiry, heard, topic)).filter(({ speaker }) => speaker === name);
  const some =
    topic === ''
      ? keyPassages(
          lines.map(({ hit }) => hit),
          MOST_LINES,
        )
      : lines.map(({ hit }) => hit);
  const kept = inOrder(await checkLines(inquiry, some.slice(0, MOST_LINES)));
  const subject = topic === '' ? [name] : [name, topic];
  draft.say({
    kind: 'saidBy',
    subject,
    none: kept.length === 0,
    confidence: kept.length === 0 ? 'none' : SURE,
  });
  for (const line of kept) draft.say(lineItem(inquiry, line));
  return draft.close(kept.length === 0 ? 'none' : SURE);
}

async function sayers(inquiry: Inquiry, heard: readonly Heard[], topic: string): Promise<Draft> {
  const lines = await linesOn(inquiry, heard, topic);
  const names = [...new Set(lines.flatMap(({ speaker }) => speaker ?? []))];
  if (names.length === 0) return without('nobody', []);
  const draft = new Draft();
  for (const name of names) {
    const own = lines.filter(({ speaker }) => speaker === name).map(({ hit }) => hit);
    const kept = inOrder(await checkLines(inquiry, own.slice(0, MOST_LINES)));
    if (kept.length === 0) continue;
    draft.say({ kind: 'saidBy', subject: [name, topic], none: false, confidence: SURE });
    for (const line of kept) draft.say(lineItem(inquiry, line));
  }
  return draft.close(SURE);
}

/** Lines about something, or all there are, with who says each. */
async function linesOn(
  inquiry: Inquiry,
  heard: readonly Heard[],
  topic: string,
): Promise<{ hit: LineHit; speaker: string | null }[]> {
  const told = new Map(heard.map(({ video, film }) => [video.id, speakerOfLine(film)]));
  const hits =
    topic === ''
      ? heard.flatMap(({ video }) => linesAsHits(inquiry, 'speech', video))
      : (await findLines(inquiry, 'speech', topic, null)).places.map(({ value }) => value);
  return hits.map((hit) => ({ hit, speaker: told.get(hit.videoId)?.(hit.segment) ?? null }));
}
