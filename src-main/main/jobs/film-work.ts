import { RUNS, type RunName, runOf, type StageName } from '../../../src-shared/passes';
import type { Settings } from '../../../src-shared/settings';
import { MICROS_PER_SECOND } from '../../../src-shared/time';
import { unreadPictures } from '../../../src-shared/transcripts';
import type { Video } from '../../../src-shared/video';
import type { FilmWork } from './estimate';
import { type Chosen, wantedOf } from './missing';

/** Pixels a second of a film that is worth one to decode; and the rate of one that does not say its own. */
const USUAL_PIXELS = 1280 * 720 * 30;
const USUAL_RATE = 30;

function weightOf(video: Video['media']['video']): number {
  return video === null ? 0 : (video.width * video.height * (video.frameRate ?? USUAL_RATE)) / USUAL_PIXELS;
}

const ORDER = Object.keys(RUNS) as RunName[];

/** What there is to do of a film from a stage on: its run, and the readings behind it that the settings ask for. */
export function filmWork(
  video: Video,
  stage: StageName,
  chosen: Chosen,
  settings: Pick<Settings, 'framesPerSecond' | 'transcribe' | 'tellSpeakers'>,
): FilmWork {
  const { media, duration, tracks } = video;
  const seconds = duration / MICROS_PER_SECOND;
  const run = runOf(stage);
  const later = ORDER.slice(ORDER.indexOf(run) + 1);
  return {
    seconds,
    frames: media.video === null ? 0 : Math.max(1, Math.ceil(seconds * settings.framesPerSecond)),
    weight: weightOf(media.video),
    speech: settings.transcribe && media.audio.length > 0,
    speakers: settings.tellSpeakers && media.audio.length > 0,
    pictureSubtitles: chosen.tracks.includes('text') ? unreadPictures(video).length : 0,
    runs: [run, ...later.filter((each) => RUNS[each].stepsBack && wantedOf(each, video, chosen).length > 0)],
    tracks: chosen.tracks.filter((track) => !tracks.includes(track)),
  };
}
