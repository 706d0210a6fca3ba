import type { Shot, Video } from '../../../src-shared/domain';
import { Draft } from '../draft';
import { type Inquiry, inVideo, lastFrameIn } from '../findings';
import { count, lengthOf, plainText } from '../wording';
import { answerScenes } from './summary';

const MOST_LISTED = 24;

/** How many shots there are, and where they begin; scenes, and a word on it, where cuts were not looked for. */
export async function answerShots(inquiry: Inquiry): Promise<Draft> {
  const { shots } = inquiry.evidence.deps.library;
  const looked = inquiry.videos.filter((video) => video.tracks.includes('shots'));
  if (looked.length === 0) {
    inquiry.details.push(
      'Cuts were not looked for frame by frame here: these are scenes, found once a second.',
    );
    return answerScenes(inquiry);
  }
  const draft = new Draft();
  for (const video of looked) await writeShots(draft, inquiry, video, shots.list(video.id));
  return draft.close('high');
}

async function writeShots(draft: Draft, inquiry: Inquiry, video: Video, all: readonly Shot[]): Promise<void> {
  const cuts = all.filter((shot) => shot.begins !== 'start').length;
  draft.paragraph(
    `The video **${plainText(video.title)}** has ${count(all.length, 'shot')}, so ${count(cuts, 'cut')}${all.length > 0 ? ':' : '.'}`,
  );
  const times = await inquiry.evidence.frameTimes(video);
  const candidates = all.slice(0, MOST_LISTED).map((shot) => {
    const frameIndex = lastFrameIn(times, shot);
    const { from, to, index } = shot;
    const quote = `shot ${index + 1}`;
    const citation = { videoId: video.id, kind: 'scene' as const, from, to, frameIndex, quote };
    return { value: shot, citation, labels: [], frames: [] };
  });
  const { kept, dropped } = await inquiry.verifier.check(candidates);
  inquiry.details.push(...dropped);
  for (const { value, citation } of kept) {
    const begins = value.begins === 'dissolve' ? ', by a dissolve' : '';
    draft.item(citation, `${inVideo(inquiry, video.id)} ${lengthOf(value.to - value.from)}${begins}`);
  }
  if (all.length > MOST_LISTED) draft.paragraph(`And ${count(all.length - MOST_LISTED, 'more shot')}.`);
}
