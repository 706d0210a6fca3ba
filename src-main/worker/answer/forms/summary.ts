import type { Scene, Video } from '../../../../src-shared/domain';
import { count, labelled, lengthOf, plainText, quoted } from '../../../base/answer/wording';
import { Draft } from '../draft';
import type { Inquiry } from '../findings';
import { checkLines, linesAsHits } from '../lines';
import { kindsIn } from '../things/find';
import type { Candidate, Checked, CheckedCitation } from '../verify';
import { framesIn, type LabelSeen, labelsOf } from './content';
import { keyPassages } from './speech';
import { type BoardEntry, entryParts, hasWords, isBlank, kindText, storyboard } from './storyboard';
import { standingOut } from './written';

/** Entries of a film's storyboard, where nothing was said of how long a summary should be. */
const MOST_ENTRIES = 10;
const MOST_LISTED = 24;
const MOST_IN_SCENE = 3;
const FRAMES_DESCRIBED = 5;
const MOST_SENTENCES = 20;
const OWN_WORDS = 'the words are its own, chosen by counting them, not understood';

/**
 * What a video is about: a storyboard, scene by scene, of what is said, written and found in it.
 * @param sentences how many sentences were asked for: one tells of all of it, further ones of what stands out
 */
export async function answerSummary(
  inquiry: Inquiry,
  mostVideos: number,
  sentences: number | null = null,
): Promise<Draft> {
  const [only] = inquiry.videos;
  if (inquiry.videos.length === 1 && only) {
    return sentences === null
      ? tellWhole(inquiry, only)
      : tellShort(inquiry, only, Math.min(MOST_SENTENCES, sentences));
  }
  return tellEach(inquiry, mostVideos);
}

async function tellWhole(inquiry: Inquiry, video: Video): Promise<Draft> {
  const draft = new Draft();
  const board = await storyboard(inquiry, video, MOST_ENTRIES);
  const filled = board.filter((entry) => !isBlank(entry));
  const spoken = board.length === 0 ? await passages(inquiry, video, MOST_ENTRIES) : [];
  const scenes = inquiry.evidence.deps.library.scenes.list(video.id).length;
  const silent = spoken.length === 0 && board.every(({ said }) => said.length === 0);
  const remarks = [
    silent ? ' Nothing that is said was found.' : '',
    filled.length > 0 || spoken.length > 0
      ? ''
      : ' Nothing in its pictures is known well enough to be named.',
  ];
  draft.paragraph(`The video **${plainText(video.title)}** is ${sizeOf(video, scenes)}.${remarks.join('')}`);
  for (const { value, citation } of spoken) draft.item(citation, ` ${quoted(value.segment.text)}`);
  if (filled.length > 0)
    draft.paragraph(filled.length < scenes ? 'What stands out in it, in order:' : 'Scene by scene:');
  // Without words or names, the scenes are at least places to look at.
  else if (board.length > 0) draft.paragraph('You can look at its scenes:');
  for (const entry of filled.length > 0 ? filled : board) draft.item(...entryParts(entry));
  if (spoken.length > 0 || filled.some(hasWords)) return draft.close('medium', OWN_WORDS);
  return draft.close(
    filled.some(({ kinds }) => kinds.length > 0) ? 'medium' : filled.length > 0 ? 'low' : 'none',
  );
}

/** One sentence on the whole, then what stands out. */
async function tellShort(inquiry: Inquiry, video: Video, sentences: number): Promise<Draft> {
  const draft = new Draft();
  const overview = await overviewOf(inquiry, video);
  draft.paragraph(...overview.parts);
  const spoken = sentences > 1 ? await passages(inquiry, video, sentences) : [];
  const further = spoken.filter(({ citation }) => citation.from !== overview.said);
  for (const { value, citation } of further.slice(0, sentences - 1)) {
    draft.item(citation, ` ${quoted(value.segment.text)}`);
  }
  const left = sentences - 1 - Math.min(further.length, sentences - 1);
  const entries = left > 0 ? await telling(inquiry, video, left) : [];
  for (const entry of entries) draft.item(...entryParts(entry));
  if (overview.nothing && entries.length === 0) return draft.close('none');
  return draft.close('medium', further.length > 0 || overview.said !== null ? OWN_WORDS : null);
}

/** The entries that tell most, in order of time. */
async function telling(inquiry: Inquiry, video: Video, most: number): Promise<BoardEntry[]> {
  const weight = ({ kinds, labels, written }: BoardEntry) =>
    kinds.length + labels.length + 2 * written.length;
  const board = (await storyboard(inquiry, video, MOST_ENTRIES)).filter((entry) => !isBlank(entry));
  const best = [...board].sort((a, b) => weight(b) - weight(a)).slice(0, most);
  return board.filter((entry) => best.includes(entry)).map((entry) => ({ ...entry, said: [] }));
}

async function tellEach(inquiry: Inquiry, mostVideos: number): Promise<Draft> {
  const draft = new Draft();
  const { videos } = inquiry;
  let any = false;
  for (const video of videos.slice(0, mostVideos)) {
    const { parts, nothing } = await overviewOf(inquiry, video);
    draft.item(...parts);
    any ||= !nothing;
  }
  if (videos.length > mostVideos)
    draft.paragraph(`And ${count(videos.length - mostVideos, 'more video')}: ask about one to hear of it.`);
  return any ? draft.close('medium', OWN_WORDS) : draft.close('none');
}

function sizeOf(video: Video, scenes: number): string {
  return `${lengthOf(video.duration)} long${scenes > 0 ? `, in ${count(scenes, 'scene')}` : ''}`;
}

interface Overview {
  readonly parts: (string | CheckedCitation)[];
  /** Where the words begin that it quotes as said; null where it quotes none. */
  readonly said: number | null;
  readonly nothing: boolean;
}

/** A film in one sentence: how long it is, what is found in it longest, what is written largest, and what is said. */
async function overviewOf(inquiry: Inquiry, video: Video): Promise<Overview> {
  const scenes = inquiry.evidence.deps.library.scenes.list(video.id).length;
  const kinds = await kindsIn(inquiry, video, 2);
  const [written] = await checkLines(inquiry, standingOut(linesAsHits(inquiry, 'text', video), 1));
  const [said] = await passages(inquiry, video, 1);
  const clauses: (string | CheckedCitation)[][] = [
    ...kinds.map(({ value, citation }, i) => [
      `${i === 0 ? 'found in it: ' : ''}${kindText(value)} `,
      citation,
    ]),
    ...(written ? [[`written in it is ${quoted(written.value.segment.text)} `, written.citation]] : []),
    ...(said ? [[`it is said that ${quoted(said.value.segment.text)} `, said.citation]] : []),
  ];
  const nothing = clauses.length === 0;
  const head = `**${plainText(video.title)}** is ${sizeOf(video, scenes)}${nothing ? ', and nothing in it is known' : ': '}`;
  return {
    parts: [head, ...clauses.flatMap((clause, i) => (i === 0 ? clause : ['; ', ...clause])), '.'],
    said: said?.citation.from ?? null,
    nothing,
  };
}

async function passages(inquiry: Inquiry, video: Video, most: number) {
  return checkLines(inquiry, keyPassages(linesAsHits(inquiry, 'speech', video), most));
}

function sceneText({ scene, labels }: SceneTold): string {
  return `${lengthOf(scene.to - scene.from)}${labelled(labels.map((l) => l.name))}`;
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
      draft.item(citation, ` ${sceneText(value)}`);
    }
    if (scenes.length > MOST_LISTED)
      draft.paragraph(`And ${count(scenes.length - MOST_LISTED, 'more scene')}.`);
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
  const { kept, dropped } = await inquiry.verifier.check(candidates);
  inquiry.details.push(...dropped);
  return kept;
}
