import type { Segment } from '../../../src-shared/analysis';
import type { Job } from '../../../src-shared/jobs';
import { MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';
import type { Video } from '../../../src-shared/video';
import { frameOfPlace } from '../../base/film/frame-at';
import { intervalsOf, type Stated } from './claims/claims';
import type { Draft } from './draft';
import { checkPlaces, filmsOf, type Inquiry } from './findings';
import type { ParsedQuery } from './question';
import type { Checked } from './verify';

/** Stretches of speech that is not understood are told one by one up to so many. */
const MOST_STRETCHES = 3;
/** Less than this of a film may be a cough or a cry. */
const LEAST: Micros = 2 * MICROS_PER_SECOND;

/** Forms that what is said has no part in. */
const WITHOUT_SPEECH: ReadonlySet<ParsedQuery['form']> = new Set([
  ...(['cannot', 'greeting', 'help', 'filmFact', 'extreme', 'unable', 'scenes', 'shots'] as const),
  ...(['everyWriting', 'whatWritten'] as const),
]);
/** Forms that what is said is a part of the answer to, however sure that is. */
const ALL_THAT_IS_SAID: ReadonlySet<ParsedQuery['form']> = new Set([
  'whatSaid',
  'whoSays',
  'transcript',
  'summary',
]);

/**
 * What an answer rests on less than it seems to: how far a film has been read, and speech that is not understood. They belong to the
 * answer, and stay with it in the chat: "nowhere" is otherwise not true.
 * @returns whether a film was not read to its end
 */
export async function writeRemarks(draft: Draft, inquiry: Inquiry, reading: ParsedQuery): Promise<boolean> {
  if (reading.form === 'greeting' || reading.form === 'help') return false;
  const heard = reading.sense !== 'seen' && !WITHOUT_SPEECH.has(reading.form);
  const unread = await soFar(inquiry, heard);
  for (const claim of unread) draft.say(claim);
  const looked = closerLookSoFar(inquiry, reading);
  if (looked) draft.say(looked);
  const matters =
    reading.sense === 'said' ||
    ALL_THAT_IS_SAID.has(reading.form) ||
    draft.grade === 'none' ||
    draft.grade === 'low';
  if (heard && matters) await writeNotUnderstood(draft, inquiry);
  return unread.length > 0 || looked !== null;
}

/** @param heard whether it matters what is said */
async function soFar({ videos, scope, evidence }: Inquiry, heard: boolean): Promise<Stated[]> {
  const unfinished = videos.filter(isBeingRead);
  const [video] = unfinished;
  if (!video) return [];
  if (scope === 'all') return [{ kind: 'filmsBeingRead', counts: { films: filmsOf(unfinished).length } }];
  const job = evidence.deps.library.jobs.find(video.id);
  const times = await evidence.frameTimes(video);
  const reached = times[times.length - 1];
  return [
    ...(reached === undefined || !isAt(job, READING_FRAMES)
      ? []
      : [{ kind: 'picturesSoFar', counts: { reached, of: video.duration } } as const]),
    ...(heard && video.media.audio.length > 0
      ? [speechSoFar(job, evidence.linesIn(video, 'speech', null).at(-1)?.to ?? null)]
      : []),
  ];
}

/** Forms that things or writing have a part in only where they are named, which is known by what was asked for. */
const OF_PICTURES: ReadonlySet<ParsedQuery['form']> = new Set([
  ...([
    'when',
    'howOften',
    'howLong',
    'exists',
    'whichVideo',
    'summary',
    'content',
    'around',
    'open',
  ] as const),
  ...(['howMany', 'whatWritten', 'everyWriting'] as const),
]);

/** How far people, things and writing have been looked for, where that is not the whole film. */
function closerLookSoFar({ videos, scope, evidence }: Inquiry, { form, sense }: ParsedQuery): Stated | null {
  if (!OF_PICTURES.has(form) || sense === 'said') return null;
  const inPart = videos.filter(
    (video) => evidence.readInPart(video, 'objects') || evidence.readInPart(video, 'text'),
  );
  const [video] = inPart;
  if (!video) return null;
  if (scope === 'all') return { kind: 'closerLookAtFilms', counts: { films: filmsOf(inPart).length } };
  const job = evidence.deps.library.jobs.find(video.id);
  const reached = job?.stage === 'tracks' && job.progress > 0 ? job.progress * video.duration : null;
  return { kind: 'closerLookSoFar', reached, length: video.duration };
}

/** Whether a job is still to read more of a film. */
export function isBeingRead({ state }: Video): boolean {
  return state === 'queued' || state === 'indexing' || state === 'paused';
}

const READING_FRAMES: readonly Job['stage'][] = ['probe', 'frames'];

function isAt(job: Job | null, stages: readonly Job['stage'][]): boolean {
  return job === null || stages.includes(job.stage);
}

/** @param reached end of the last line that is stored */
function speechSoFar(job: Job | null, reached: Micros | null): Stated {
  if (job?.stage === 'finish') return { kind: 'speechSoon' };
  const left = job?.etaSeconds ?? null;
  return { kind: 'speechSoFar', reached, left: left === null ? null : left * MICROS_PER_SECOND };
}

/** Where somebody speaks whom the speech model does not understand, each stretch with its place. */
async function writeNotUnderstood(draft: Draft, inquiry: Inquiry): Promise<void> {
  const speaking: { readonly video: Video; readonly stretches: readonly Segment[] }[] = [];
  for (const video of inquiry.videos) {
    const within = inquiry.within(video);
    if (within === 'nowhere') continue;
    const stretches = inquiry.evidence.notUnderstood(video, within);
    if (totalOf(stretches) >= LEAST) speaking.push({ video, stretches });
  }
  const [only] = speaking;
  if (!only) return;
  if (inquiry.scope === 'all') {
    const films = filmsOf(speaking.map(({ video }) => video)).length;
    draft.say({ kind: 'notUnderstood', counts: { places: 0, films, total: 0 } });
    return;
  }
  const all = only.stretches;
  const places = await checkedPlaces(inquiry, only.video, all.slice(0, MOST_STRETCHES));
  if (places.length === 0 && all.length <= MOST_STRETCHES) return;
  draft.say({
    ...{ kind: 'notUnderstood', intervals: intervalsOf(places) },
    evidence: places.map(({ citation }) => citation),
    counts: { places: all.length, films: 0, total: totalOf(all) },
  });
}

function totalOf(stretches: readonly Segment[]): Micros {
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0);
}

async function checkedPlaces(
  inquiry: Inquiry,
  video: Video,
  stretches: readonly Segment[],
): Promise<Checked<Segment>[]> {
  const times = await inquiry.evidence.frameTimes(video);
  return checkPlaces(
    inquiry,
    stretches.map((stretch) => ({
      value: stretch,
      citation: {
        videoId: video.id,
        kind: 'said',
        from: stretch.from,
        to: stretch.to,
        frameIndex: frameOfPlace(times, stretch),
        quote: stretch.text,
      } as const,
      labels: [],
      frames: [],
    })),
  );
}
