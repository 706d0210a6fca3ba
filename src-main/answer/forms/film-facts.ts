import type { Scene, Shot, Video } from '../../../src-shared/domain';
import { Draft } from '../draft';
import { type Inquiry, inVideo, lastFrameIn } from '../findings';
import type { FilmFact, Wanted } from '../reader/precise';
import type { Candidate } from '../verify';
import { lengthOf, listOf, plainText, spanOf } from '../wording';

/** What the file itself tells: its length, its picture, its sound. */
export function answerFilmFact(inquiry: Inquiry, fact: FilmFact): Draft {
  const draft = new Draft();
  for (const video of inquiry.videos) draft.paragraph(FACTS[fact](video, `**${plainText(video.title)}**`));
  return draft.close(fact === 'subtitles' ? null : 'high');
}

const FACTS: Record<FilmFact, (video: Video, title: string) => string> = {
  length: ({ duration }, title) => `The video ${title} is ${lengthOf(duration)} long.`,
  sound: ({ media: { audio } }, title) => {
    if (audio.length === 0) return `No, ${title} has no sound.`;
    const tracks = audio.map(({ language, channels }) => {
      const wide = channels === 1 ? 'mono' : channels === 2 ? 'stereo' : `${channels} channels`;
      return language ? `${language}, ${wide}` : wide;
    });
    const many = audio.length === 1 ? 'a sound track' : `${audio.length} sound tracks`;
    return `Yes, ${title} has ${many} (${plainText(listOf(tracks))}).`;
  },
  subtitles: (_, title) =>
    `Whether the file of ${title} holds subtitles is not looked up. What is written in the picture can be asked for: “What is written?”`,
  size: ({ sizeBytes }, title) => `The file of ${title} is ${megabytes(sizeBytes)} large.`,
  picture: ({ media: { video } }, title) => {
    if (video === null) return `${title} has no picture.`;
    const rate = video.frameRate === null ? '' : `, ${Number(video.frameRate.toFixed(3))} frames a second`;
    return `${title} is ${video.displayWidth} × ${video.displayHeight} pixels${rate} (${plainText(video.codec)}).`;
  },
};

function megabytes(bytes: number): string {
  const mega = bytes / 1e6;
  return mega >= 1000 ? `${(mega / 1000).toFixed(1)} GB` : `${mega.toFixed(mega < 10 ? 1 : 0)} MB`;
}

/** "Which scene is the longest": of each video, the one. Shots where cuts were looked for, else scenes. */
export async function answerExtreme(
  inquiry: Inquiry,
  { most, unit }: Extract<Wanted, { kind: 'extreme' }>,
): Promise<Draft> {
  const draft = new Draft();
  let any = false;
  for (const video of inquiry.videos) {
    const { scenes, shots } = inquiry.evidence.deps.library;
    const all =
      unit === 'shot' && video.tracks.includes('shots') ? shots.list(video.id) : scenes.list(video.id);
    const sign = most === 'longest' ? -1 : 1;
    const [one] = [...all].sort((a, b) => sign * (a.to - a.from - (b.to - b.from)) || a.from - b.from);
    if (!one) continue;
    const { kept, dropped } = await inquiry.verifier.check([await candidate(inquiry, video, one, unit)]);
    inquiry.details.push(...dropped);
    for (const { citation } of kept) {
      any = true;
      draft.paragraph(
        `The ${most} ${unit}${inVideo(inquiry, video.id)} is number ${one.index + 1} of ${all.length}, from ${spanOf(one)}, ${lengthOf(one.to - one.from)} long: `,
        citation,
      );
    }
  }
  if (!any) return draft.paragraph(`No ${unit}s are known here.`).close('none');
  return draft.close(unit === 'shot' ? 'high' : 'medium');
}

async function candidate(
  inquiry: Inquiry,
  video: Video,
  part: Scene | Shot,
  unit: 'scene' | 'shot',
): Promise<Candidate<null>> {
  const times = await inquiry.evidence.frameTimes(video);
  const frameIndex = 'keyFrameIndex' in part ? part.keyFrameIndex : lastFrameIn(times, part);
  const quote = unit === 'shot' ? `shot ${part.index + 1}` : '';
  return {
    value: null,
    citation: { videoId: video.id, kind: 'scene', from: part.from, to: part.to, frameIndex, quote },
    labels: [],
    frames: [],
  };
}
