import type { ObjectTrack, Scene, SceneCard } from '../../src-shared/analysis';
import { formatClock } from '../../src-shared/time';
import { t } from '../../src-shared/words/words';
import { kindIntervals } from '../timeline/pieces';
import type { Stretch } from '../timeline/search';
import { clocks, formatLength } from '../ui/format';
import { kindName, labelName } from '../ui/support';

/** When a kind of thing is there within a scene; its whole stretch where the single things are not known here. */
export function whenThere(
  { label, from, to }: SceneCard['objects'][number],
  scene: Scene,
  tracks: readonly ObjectTrack[],
): Stretch[] {
  const own = tracks
    .filter((track) => track.label === label && track.to > scene.from && track.from < scene.to)
    .map((track) => ({ from: Math.max(track.from, scene.from), to: Math.min(track.to, scene.to) }));
  return own.length > 0 ? kindIntervals(label, own) : [{ from, to }];
}

export function thingWords({ label, most }: SceneCard['objects'][number]): string {
  return most > 1 ? t('scene.atOnce', { label: kindName(label), most }) : kindName(label);
}

/** The card as text to paste. */
export function sceneText(title: string, { scene, seen, objects, said, written }: SceneCard): string {
  const list = (heading: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${heading}:`, ...lines.map((line) => `- ${line}`)];
  return [
    t('scene.text', {
      ...{ title, number: scene.index + 1, times: clocks(scene) },
      length: formatLength(scene.to - scene.from),
    }),
    ...list(
      t('scene.looksLike'),
      seen.map(({ name, probability }) => `${labelName(name)} (${Math.round(probability * 100)} %)`),
    ),
    ...list(
      t('scene.things'),
      objects.map((thing) => `${thingWords(thing)}: ${clocks(thing)}`),
    ),
    ...list(
      t('scene.said'),
      said.map(({ from, text }) => `[${formatClock(from)}] ${text}`),
    ),
    ...list(
      t('scene.written'),
      written.map(({ from, text }) => `[${formatClock(from)}] ${text}`),
    ),
  ].join('\n');
}
