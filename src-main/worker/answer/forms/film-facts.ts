import type { Scene, Shot } from '../../../../src-shared/analysis';
import type { Confidence } from '../../../../src-shared/answers';
import type { Video } from '../../../../src-shared/video';
import { at, type Common, type Fact } from '../claims/claims';
import { Draft } from '../draft';
import { checkPlaces, filmNamed, type Inquiry, lastFrameIn } from '../findings';
import type { FilmFact, Wanted } from '../reader/precise';
import type { Candidate } from '../verify';

/** What the file itself tells: its length, its picture, its sound. */
export function answerFilmFact(inquiry: Inquiry, fact: FilmFact): Draft {
  const draft = new Draft();
  const grades = inquiry.videos.map((video) => gradeOf(fact, video));
  for (const [n, video] of inquiry.videos.entries())
    draft.say({
      ...{ kind: 'fact', subject: [video.title], value: FACTS[fact](video), confidence: grades[n] ?? null },
      counts: COUNTS[fact](video),
    });
  return draft.close(
    grades.find((grade) => grade === 'high') ?? grades.find((grade) => grade !== null) ?? null,
  );
}

/** A file tells for sure what it holds; that none of its subtitles are there is a search that found nothing. */
function gradeOf(fact: FilmFact, video: Video): Confidence | null {
  if (fact !== 'subtitles') return 'high';
  const tracks = subtitlesOf(video);
  return tracks === null ? null : tracks.length > 0 ? 'high' : 'none';
}

/** In the file, beside it, or brought by a person; null where nobody looked for those in the file. */
function subtitlesOf({ media, transcripts }: Video): { language: string | null }[] | null {
  const others = transcripts.list.filter(({ origin }) => origin === 'beside' || origin === 'import');
  if (media.looked === undefined && others.length === 0) return null;
  return [...(media.subtitles ?? []), ...others].map(({ language }) => ({ language }));
}

const FACTS: Record<FilmFact, (video: Video) => Fact> = {
  length: ({ duration }) => ({ fact: 'length', length: duration }),
  sound: ({ media: { audio } }) => ({
    fact: 'sound',
    tracks: audio.map(({ language, channels }) => ({ language, channels })),
  }),
  subtitles: (video) => ({ fact: 'subtitles', tracks: subtitlesOf(video) }),
  size: ({ sizeBytes }) => ({ fact: 'size', bytes: sizeBytes }),
  picture: ({ media: { video } }) => ({
    fact: 'picture',
    picture: video && {
      ...{ width: video.displayWidth, height: video.displayHeight },
      ...{ frameRate: video.frameRate, codec: video.codec },
    },
  }),
};

/** The same as figures. */
const COUNTS: Record<FilmFact, (video: Video) => Common['counts']> = {
  length: ({ duration }) => ({ length: duration }),
  sound: ({ media: { audio } }) => ({ tracks: audio.length }),
  subtitles: (video) => ({ tracks: subtitlesOf(video)?.length ?? 0 }),
  size: ({ sizeBytes }) => ({ bytes: sizeBytes }),
  picture: ({ media: { video } }) =>
    video === null ? {} : { width: video.displayWidth, height: video.displayHeight },
};

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
    const kept = await checkPlaces(inquiry, [await candidate(inquiry, video, one, unit)]);
    for (const { citation } of kept) {
      any = true;
      draft.say({
        ...{ kind: 'extreme', most, unit, ...at(citation) },
        counts: { number: one.index + 1, of: all.length, length: one.to - one.from },
        film: filmNamed(inquiry, video.id),
        confidence: unit === 'shot' ? 'high' : 'medium',
      });
    }
  }
  if (!any) return draft.say({ kind: 'noParts', unit }).close('none');
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
  const quote = unit === 'shot' ? inquiry.evidence.words.place.shot(part.index + 1) : '';
  return {
    value: null,
    citation: { videoId: video.id, kind: 'scene', from: part.from, to: part.to, frameIndex, quote },
    labels: [],
    frames: [],
  };
}
