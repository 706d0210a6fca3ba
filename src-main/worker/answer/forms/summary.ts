import type { Scene, Video } from '../../../../src-shared/domain';
import { count, lengthOf, listOf, plainText, quoted } from '../../../base/answer/wording';
import { Draft } from '../draft';
import { type Inquiry, inVideo } from '../findings';
import { checkLines, linesAsHits } from '../lines';
import type { Candidate, Checked } from '../verify';
import { framesIn, guesses, type LabelSeen } from './content';
import { keyPassages } from './speech';
import { writeKinds, writeWriting } from './stretch-tracks';

const MOST_SCENES = 10;
const MOST_LISTED = 24;
const MOST_IN_SCENE = 3;
const MOST_QUOTES = 5;
const MOST_SENTENCES = 20;

/**
 * What a video is about: the sentences that say most, and guesses at its scenes.
 * @param sentences how many sentences were asked for: then these alone are told, where anything is said
 */
export async function answerSummary(
  inquiry: Inquiry,
  mostVideos: number,
  sentences: number | null = null,
): Promise<Draft> {
  const draft = new Draft();
  const { videos } = inquiry;
  const one = videos.length === 1;
  if (sentences !== null && (await writeSentences(draft, inquiry, sentences)))
    return draft.close('medium', 'these are its own sentences, chosen by counting words, not understood');
  let words = false;
  let labels = false;
  let empty = 0;
  for (const video of videos.slice(0, mostVideos)) {
    const part = await writeSummary(draft, inquiry, video, one);
    words ||= part.words;
    labels ||= part.labels;
    if (!part.words && !part.labels) empty++;
  }
  if (!one && empty > 0)
    draft.paragraph(`Of ${count(empty, 'more video')} there are neither words nor sure labels to tell from.`);
  if (videos.length > mostVideos)
    draft.paragraph(`And ${count(videos.length - mostVideos, 'more video')}: ask about one to hear of it.`);
  if (words)
    return draft.close('medium', 'these are its own sentences, chosen by counting words, not understood');
  return draft.close(labels ? 'low' : 'none');
}

/** As many of its own sentences as were asked for. False where nothing is said. */
async function writeSentences(draft: Draft, inquiry: Inquiry, sentences: number): Promise<boolean> {
  let any = false;
  for (const video of inquiry.videos) {
    const spoken = keyPassages(linesAsHits(inquiry, 'speech', video), Math.min(sentences, MOST_SENTENCES));
    for (const { value, citation } of await checkLines(inquiry, spoken)) {
      any = true;
      draft.item(citation, `${inVideo(inquiry, video.id)} ${quoted(value.segment.text)}`);
    }
  }
  return any;
}

async function writeSummary(
  draft: Draft,
  inquiry: Inquiry,
  video: Video,
  one: boolean,
): Promise<{ words: boolean; labels: boolean }> {
  const scenes = inquiry.evidence.deps.library.scenes.list(video.id);
  const spoken = await checkLines(
    inquiry,
    keyPassages(linesAsHits(inquiry, 'speech', video), one ? MOST_QUOTES : 2),
  );
  const told = await scenesTold(inquiry, video, chooseScenes(scenes, one ? MOST_SCENES : 3));
  const guessed = told.filter((t) => t.value.labels.length > 0);
  if (!one && spoken.length === 0 && guessed.length === 0) return { words: false, labels: false };
  const size = scenes.length > 0 ? `, in ${count(scenes.length, 'scene')}` : '';
  const silent = spoken.length > 0 ? '' : ' Nothing that is said was found.';
  const blind = guessed.length > 0 || scenes.length === 0 ? '' : ' No label fits its scenes well.';
  draft.paragraph(
    `The video **${plainText(video.title)}** is ${lengthOf(video.duration)} long${size}.${silent}${blind}`,
  );
  if (spoken.length > 0) {
    if (one) draft.paragraph('The sentences that say most:');
    for (const { value, citation } of spoken) draft.item(citation, ` ${quoted(value.segment.text)}`);
  }
  // Of several videos a few words each are enough.
  const kinds = one && (await writeKinds(draft, inquiry, video, () => 'What is found in it by kind:'));
  const written = one && (await writeWriting(draft, inquiry, video, () => 'What is written in it:'));
  if (guessed.length > 0) {
    if (one) draft.paragraph('The model guesses, right about half the time, at what its scenes show:');
    for (const { value, citation } of guessed) draft.item(citation, ` perhaps ${sceneText(value)}`);
  }
  // Without words or names, the scenes are at least places to look at.
  if (one && spoken.length === 0 && guessed.length === 0 && told.length > 0) {
    draft.paragraph('You can look at them:');
    for (const { value, citation } of told) draft.item(citation, ` ${sceneText(value)}`);
  }
  return { words: spoken.length > 0, labels: guessed.length > 0 || kinds || written };
}

function sceneText({ scene, labels }: SceneTold): string {
  const names = listOf(labels.map((l) => plainText(l.name)));
  return `${names === '' ? '' : `${names}, `}${lengthOf(scene.to - scene.from)}`;
}

/** How many scenes there are, and where they begin. */
export async function answerScenes(inquiry: Inquiry): Promise<Draft> {
  const draft = new Draft();
  let any = false;
  for (const video of inquiry.videos) {
    const scenes = inquiry.evidence.deps.library.scenes.list(video.id);
    const told = await scenesTold(inquiry, video, scenes.slice(0, MOST_LISTED));
    any ||= told.length > 0;
    const size = count(scenes.length, 'scene');
    draft.paragraph(`The video **${plainText(video.title)}** has ${size}${told.length > 0 ? ':' : '.'}`);
    for (const { value, citation } of told) {
      const guess = value.labels.length > 0 ? 'perhaps ' : '';
      draft.item(citation, ` ${guess}${sceneText(value)}`);
    }
    if (scenes.length > MOST_LISTED)
      draft.paragraph(`And ${count(scenes.length - MOST_LISTED, 'more scene')}.`);
  }
  return draft.close(any ? 'medium' : 'none');
}

/** The longest scenes, in order of time. */
export function chooseScenes(scenes: readonly Scene[], most: number): Scene[] {
  return [...scenes]
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, most)
    .sort((a, b) => a.from - b.from);
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
    const frames = await framesIn(inquiry.evidence, video, scene, 5);
    if (frames.length === 0) continue;
    const labels = guesses(frames).slice(0, MOST_IN_SCENE);
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
  const { kept, dropped } = await inquiry.verifier.check(candidates);
  inquiry.details.push(...dropped);
  return kept;
}
