import type { Shot } from '../../../../src-shared/analysis';
import type { Video } from '../../../../src-shared/video';
import { at } from '../claims/claims';
import { Draft } from '../draft';
import { checkPlaces, type Inquiry, lastFrameIn, titleOf } from '../findings';
import { sayMore } from './more';
import { answerScenes } from './scenes';

const MOST_LISTED = 24;

/** How many shots there are, and where they begin; scenes, and a word on it, where cuts were not looked for. */
export async function answerShots(inquiry: Inquiry): Promise<Draft> {
  const { shots } = inquiry.evidence.deps.library;
  const looked = inquiry.videos.filter((video) => video.tracks.includes('shots'));
  if (looked.length === 0) {
    inquiry.details.push(inquiry.evidence.words.cutsNotLooked);
    return answerScenes(inquiry);
  }
  const draft = new Draft();
  for (const video of looked) await writeShots(draft, inquiry, video, shots.list(video.id));
  return draft.close('high');
}

async function writeShots(draft: Draft, inquiry: Inquiry, video: Video, all: readonly Shot[]): Promise<void> {
  const cuts = all.filter((shot) => shot.begins !== 'start').length;
  draft.say({
    ...{ kind: 'parts', unit: 'shot', subject: [titleOf(inquiry, video)], confidence: 'high' },
    counts: { parts: all.length, cuts, shown: Math.min(MOST_LISTED, all.length) },
  });
  const times = await inquiry.evidence.frameTimes(video);
  const candidates = all.slice(0, MOST_LISTED).map((shot) => {
    const frameIndex = lastFrameIn(times, shot);
    const { from, to, index } = shot;
    const quote = inquiry.evidence.words.place.shot(index + 1);
    const citation = { videoId: video.id, kind: 'scene' as const, from, to, frameIndex, quote };
    return { value: shot, citation, labels: [], frames: [] };
  });
  const kept = await checkPlaces(inquiry, candidates);
  for (const { value, citation } of kept) {
    const dissolve = value.begins === 'dissolve';
    const counts = { length: value.to - value.from };
    draft.say({ kind: 'part', unit: 'shot', dissolve, counts, ...at(citation), confidence: 'high' });
  }
  sayMore(draft, 'shot', all.length - MOST_LISTED);
}
