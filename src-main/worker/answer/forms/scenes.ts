import type { Scene } from '../../../../src-shared/analysis';
import type { Video } from '../../../../src-shared/video';
import { at } from '../claims/claims';
import { Draft } from '../draft';
import { checkPlaces, type Inquiry, titleOf } from '../findings';
import type { Candidate, Checked } from '../verify';
import { framesIn, type LabelSeen, labelsOf } from './content';
import { sayMore } from './more';

const MOST_LISTED = 24;
const MOST_IN_SCENE = 3;
const FRAMES_DESCRIBED = 5;

/** How many scenes there are, and where they begin. */
export async function answerScenes(inquiry: Inquiry): Promise<Draft> {
  const draft = new Draft();
  let any = false;
  for (const video of inquiry.videos) {
    const scenes = inquiry.evidence.deps.library.scenes.list(video.id);
    const told = await scenesTold(inquiry, video, scenes.slice(0, MOST_LISTED));
    any ||= told.length > 0;
    draft.say({
      ...{ kind: 'parts', unit: 'scene', subject: [titleOf(inquiry, video)], confidence: 'medium' },
      counts: { parts: scenes.length, cuts: Math.max(0, scenes.length - 1), shown: told.length },
    });
    for (const { value, citation } of told) {
      const words = value.labels.map((l) => l.name);
      const counts = { length: value.scene.to - value.scene.from };
      draft.say({
        kind: 'part',
        unit: 'scene',
        dissolve: false,
        counts,
        words,
        ...at(citation),
        confidence: 'medium',
      });
    }
    sayMore(draft, 'scene', scenes.length - MOST_LISTED);
  }
  return draft.close(any ? 'medium' : 'none');
}

export interface SceneTold {
  readonly scene: Scene;
  readonly labels: readonly LabelSeen[];
}

export async function scenesTold(
  inquiry: Inquiry,
  video: Video,
  scenes: readonly Scene[],
): Promise<Checked<SceneTold>[]> {
  const candidates: Candidate<SceneTold>[] = [];
  for (const scene of scenes) {
    const frames = await framesIn(inquiry.evidence, video, scene, FRAMES_DESCRIBED);
    if (frames.length === 0) continue;
    const labels = labelsOf(inquiry.evidence, video, scene, frames).slice(0, MOST_IN_SCENE);
    const names = labels.map((l) => l.name);
    candidates.push({
      value: { scene, labels },
      citation: {
        videoId: video.id,
        kind: 'scene',
        from: scene.from,
        to: scene.to,
        frameIndex: scene.keyFrameIndex,
        quote: names.join(', '),
      },
      labels: names,
      frames: labels.map((l) => l.frame.frameIndex),
    });
  }
  const kept = await checkPlaces(inquiry, candidates);
  return kept;
}
