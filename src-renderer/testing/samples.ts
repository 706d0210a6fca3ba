import type {
  ChatMessage,
  Citation,
  Job,
  SearchHit,
  Segment,
  Settings,
  Video,
} from '../../src-shared/domain';
import { secondsToMicros } from '../../src-shared/time';

/** A valid id from a number. */
export function sampleId(n: number): string {
  return n.toString(16).padStart(32, '0');
}

export function sampleVideo(n: number, change: Partial<Video> = {}): Video {
  return {
    id: sampleId(n),
    title: `Video ${n}`,
    fileName: `video-${n}.mp4`,
    state: 'ready',
    addedAt: 1_700_000_000_000 + n,
    sizeBytes: 1_000_000 * n,
    duration: secondsToMicros(60 * n),
    media: {
      container: 'mov,mp4',
      duration: secondsToMicros(60 * n),
      video: {
        codec: 'h264',
        pixelFormat: 'yuv420p',
        width: 640,
        height: 360,
        displayWidth: 640,
        displayHeight: 360,
        rotation: 0,
        frameRate: 25,
      },
      audio: [{ codec: 'aac', channels: 2, sampleRate: 48_000, language: null }],
    },
    frameCount: 60 * n,
    packId: 'core',
    hasPoster: true,
    answers: null,
    error: null,
    ...change,
  };
}

export function sampleJob(n: number, change: Partial<Job> = {}): Job {
  return {
    id: `job-${n}`,
    videoId: sampleId(n),
    state: 'running',
    stage: 'frames',
    progress: 0.42,
    etaSeconds: 130,
    framesDone: 25,
    framesPerSecond: 31.4,
    device: 'cpu',
    error: null,
    ...change,
  };
}

export function sampleSegment(id: number, seconds: number, text: string): Segment {
  const from = secondsToMicros(seconds);
  return { id, source: 'speech', from, to: from + secondsToMicros(2), text, words: [] };
}

export function sampleCitation(videoId: string, seconds: number, change: Partial<Citation> = {}): Citation {
  const from = secondsToMicros(seconds);
  return {
    videoId,
    kind: 'seen',
    from,
    to: from + secondsToMicros(4),
    frameIndex: seconds,
    quote: '',
    ...change,
  };
}

export function sampleMessage(id: string, change: Partial<ChatMessage> = {}): ChatMessage {
  return {
    id,
    role: 'assistant',
    text: '',
    citations: [],
    confidence: null,
    details: [],
    writtenBy: null,
    state: 'done',
    error: null,
    createdAt: 1_700_000_000_000,
    ...change,
  };
}

export function sampleHit(videoId: string, seconds: number, change: Partial<SearchHit> = {}): SearchHit {
  const from = secondsToMicros(seconds);
  return {
    videoId,
    from,
    to: from + secondsToMicros(3),
    frameIndex: seconds,
    frameTime: from,
    score: 1,
    matches: [{ kind: 'seen', text: 'seashore, lakeside', probability: 0.41, marks: [[0, 8]] }],
    ...change,
  };
}

export const SAMPLE_SETTINGS: Settings = {
  framesPerSecond: 1,
  device: 'auto',
  theme: 'system',
  transcribe: true,
  searchPack: 'core',
  answerPack: null,
  speechPack: 'core',
  downloads: true,
  mirror: '',
  proxy: '',
};
