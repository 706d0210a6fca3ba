import type { Scene } from '../../../../src-shared/analysis';
import type { Micros } from '../../../../src-shared/time';
import type { Video } from '../../../../src-shared/video';
import { at, type Claim, type KindNamed, type Stated } from '../claims/claims';
import { checkPlaces, type Inquiry } from '../findings';
import type { LineHit } from '../line-hit';
import { checkLines, linesAsHits } from '../lines';
import { isLookedAt } from '../stretches';
import { type KindFound, kindsIn } from '../things/find';
import type { Candidate, Checked } from '../verify';
import { framesIn, labelsOf } from './content';
import { keyPassages } from './speech';
import { standingOut } from './standing-out';

const MOST_KINDS = 3;
const MOST_LABELS = 2;
const FRAMES_DESCRIBED = 12;
/** Lines of each source that are told of one entry, where there are few. */
const MOST_LINES = 4;

/** A scene, or several that follow one another, with what is said, written and found in it. */
export interface BoardEntry {
  /** The scene, or the longest of them, with its key frame. */
  readonly scene: Checked<Scene>;
  readonly length: Micros;
  readonly said: readonly Checked<LineHit>[];
  readonly written: readonly Checked<LineHit>[];
  readonly kinds: readonly Checked<KindFound>[];
  readonly labels: readonly string[];
}

/**
 * A film scene by scene, in order of time. Of one with more scenes than are to be told, those that lie in the same part of the film are
 * told together, so that all of it is told of.
 */
export async function storyboard(inquiry: Inquiry, video: Video, most: number): Promise<BoardEntry[]> {
  const within = inquiry.within(video);
  const scenes = inquiry.evidence.deps.library.scenes
    .list(video.id)
    .filter((scene) => isLookedAt(scene, within));
  const told = new Set<number>();
  const entries: BoardEntry[] = [];
  const groups = groupsOf(scenes, most);
  // A film of one scene has as much to tell as one of ten.
  const lines = Math.max(1, Math.min(MOST_LINES, Math.floor(most / Math.max(1, groups.length))));
  for (const group of groups) {
    const entry = await entryOf(inquiry, video, group, { told, lines });
    if (entry) entries.push(entry);
  }
  return entries;
}

function groupsOf(scenes: readonly Scene[], most: number): Scene[][] {
  if (scenes.length <= most) return scenes.map((scene) => [scene]);
  const end = scenes.at(-1)?.to ?? 0;
  const parts = Array.from({ length: most }, (): Scene[] => []);
  for (const scene of scenes) {
    const part = Math.floor((((scene.from + scene.to) / 2) * most) / end);
    parts[Math.min(most - 1, part)]?.push(scene);
  }
  return parts.filter((part) => part.length > 0);
}

/** @param options.told numbers of lines of writing that were told already: a title that stays is told once */
async function entryOf(
  inquiry: Inquiry,
  video: Video,
  group: readonly Scene[],
  { told, lines }: { readonly told: Set<number>; readonly lines: number },
): Promise<BoardEntry | null> {
  const [first] = group;
  const last = group.at(-1);
  if (!first || !last) return null;
  const range = { from: first.from, to: last.to };
  const here = { ...inquiry, within: () => range };
  const frames = await framesIn(inquiry.evidence, video, range, FRAMES_DESCRIBED);
  const labels = labelsOf(inquiry.evidence, video, range, frames).slice(0, MOST_LABELS);
  const longest = group.reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a));
  const kept = await checkPlaces(inquiry, [sceneCandidate(video, longest, labels)]);
  const [scene] = kept;
  if (!scene) return null;
  const beginsHere = ({ segment }: LineHit) => segment.from >= range.from || first.index === 0;
  const spoken = linesAsHits(here, 'speech', video).filter(beginsHere);
  const shown = linesAsHits(here, 'text', video).filter(({ segment }) => !told.has(segment.id));
  const said = await checkLines(inquiry, keyPassages(spoken, lines));
  const written = await checkLines(inquiry, standingOut(shown, lines));
  for (const { value } of written) told.add(value.segment.id);
  return {
    ...{ scene, said, written },
    length: range.to - range.from,
    kinds: await kindsIn(here, video, MOST_KINDS),
    labels: labels.map(({ name }) => name),
  };
}

function sceneCandidate(
  video: Video,
  scene: Scene,
  labels: readonly { readonly name: string; readonly frame: { readonly frameIndex: number } }[],
): Candidate<Scene> {
  const names = labels.map(({ name }) => name);
  const { from, to, keyFrameIndex } = scene;
  return {
    value: scene,
    citation: {
      ...{ videoId: video.id, kind: 'scene', from, to, quote: names.join(', ') },
      frameIndex: video.frameCount > 0 ? keyFrameIndex : null,
    },
    labels: names,
    frames: labels.map(({ frame }) => frame.frameIndex),
  };
}

export function hasWords({ said, written }: BoardEntry): boolean {
  return said.length > 0 || written.length > 0;
}

export function isBlank(entry: BoardEntry): boolean {
  return !hasWords(entry) && entry.kinds.length === 0 && entry.labels.length === 0;
}

/** An entry as a list item: its place, what is found, written and said. */
export function entryItem({ scene, length, said, written, kinds, labels }: BoardEntry): Stated {
  const lines = [...written, ...said];
  const textOf = ({ value }: Checked<LineHit>) => value.segment.text;
  return {
    ...{ kind: 'entry', counts: { length }, words: labels, kinds: kinds.map(kindNamed) },
    ...{ writes: written.map(textOf), says: said.map(textOf) },
    intervals: at(scene.citation).intervals,
    evidence: [scene.citation, ...lines.map(({ citation }) => citation)],
    confidence: lines.length > 0 || kinds.length > 0 ? 'medium' : labels.length > 0 ? 'low' : null,
  } satisfies Partial<Claim<'entry'>>;
}

export function kindNamed({ value: { label, most } }: Checked<KindFound>): KindNamed {
  return { label, atOnce: most };
}
