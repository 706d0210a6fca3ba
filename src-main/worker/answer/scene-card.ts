import { isTold, type SceneCard } from '../../../src-shared/analysis';
import { LongtakeError } from '../../../src-shared/errors';
import type { VideoId } from '../../../src-shared/primitives';
import { mostAtOnce } from '../recognition/objects/most-at-once';
import { Evidence } from './evidence';
import type { EvidenceDeps } from './evidence-deps';
import { framesIn, labelsOf } from './forms/content';
import { meets } from './stretches';

const FRAMES_DESCRIBED = 12;
const MOST_LABELS = 5;

/** The index was made anew meanwhile, and divides the film otherwise. */
export class NoSuchScene extends LongtakeError {
  constructor() {
    super('NotFound', 'This scene is not there any more.', 'Open the video again to see its scenes.');
  }
}

/** What is stored of one scene. @throws NotFound for an unknown video, NoSuchScene, WorkerLost */
export async function sceneCard(deps: EvidenceDeps, id: VideoId, sceneIndex: number): Promise<SceneCard> {
  const evidence = new Evidence(deps);
  const video = deps.library.videos.get(id);
  const scene = deps.library.scenes.list(id)[sceneIndex];
  if (!scene) throw new NoSuchScene();
  const frames = await framesIn(evidence, video, scene, FRAMES_DESCRIBED);
  const seen = labelsOf(evidence, video, scene, frames).slice(0, MOST_LABELS);
  return {
    scene,
    seen: seen.map(({ name, mean }) => ({ name, probability: Math.min(1, mean) })),
    objects: kindsWithin(evidence, id, scene),
    said: [...evidence.linesIn(video, 'speech', scene), ...evidence.notUnderstood(video, scene)].sort(
      (a, b) => a.from - b.from,
    ),
    written: evidence.linesIn(video, 'text', scene),
  };
}

function kindsWithin(
  evidence: Evidence,
  id: VideoId,
  { from, to }: { from: number; to: number },
): SceneCard['objects'] {
  const tracks = evidence.objects({ id }).filter((track) => meets(track, { from, to }) && isTold(track));
  return [...new Set(tracks.map((track) => track.label))].map((label) => {
    const own = tracks
      .filter((track) => track.label === label)
      .map((track) => ({ from: Math.max(from, track.from), to: Math.min(to, track.to) }));
    const ends = { from: Math.min(...own.map((t) => t.from)), to: Math.max(...own.map((t) => t.to)) };
    return { label, most: mostAtOnce(own), ...ends };
  });
}
