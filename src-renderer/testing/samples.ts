import type { ObjectTrack, Scene, SceneCard, Segment, Shot } from '../../src-shared/analysis';
import type { ChatMessage, Citation, SearchHit } from '../../src-shared/answers';
import type { Collection, KeptPlace } from '../../src-shared/collections';
import type { Job } from '../../src-shared/jobs';
import type { CatalogueEntry, Install, PackSummary } from '../../src-shared/packs';
import { DEFAULT_SETTINGS, type Settings } from '../../src-shared/settings';
import { secondsToMicros } from '../../src-shared/time';
import { NO_TRANSCRIPTS } from '../../src-shared/transcripts';
import type { Video } from '../../src-shared/video';

/** A valid id from a number. */
export function sampleId(n: number): string {
  return n.toString(16).padStart(32, '0');
}

export function sampleVideo(n: number, change: Partial<Video> = {}): Video {
  return {
    id: sampleId(n),
    title: `Video ${n}`,
    fileName: `video-${n}.mp4`,
    folder: { id: 'films', name: 'Films' },
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
    tracks: [],
    transcripts: NO_TRANSCRIPTS,
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

/** A line of writing in the picture, to be seen for five seconds. */
export function sampleWriting(id: number, seconds: number, text: string): Segment {
  const from = secondsToMicros(seconds);
  const box = { left: 0.1, top: 0.7, width: 0.5, height: 0.1 };
  return {
    id,
    source: 'text',
    from,
    to: from + secondsToMicros(5),
    text,
    words: [],
    box,
    confidence: 0.93,
  };
}

export function sampleScene(index: number, from: number, to: number): Scene {
  return {
    index,
    from: secondsToMicros(from),
    to: secondsToMicros(to),
    keyFrame: secondsToMicros(from),
    keyFrameIndex: Math.round(from),
  };
}

export function sampleShot(index: number, from: number, to: number, begins: Shot['begins'] = 'cut'): Shot {
  return { index, from: secondsToMicros(from), to: secondsToMicros(to), begins };
}

export function sampleObject(id: number, label: string, from: number, to: number): ObjectTrack {
  return {
    id,
    label,
    from: secondsToMicros(from),
    to: secondsToMicros(to),
    score: 0.8,
    frames: Math.max(1, Math.round(to - from)),
    best: {
      time: secondsToMicros(from),
      frameIndex: Math.round(from),
      box: { left: 0.2, top: 0.2, width: 0.3, height: 0.6 },
    },
  };
}

export function sampleCard(scene: Scene, change: Partial<SceneCard> = {}): SceneCard {
  return { scene, seen: [], objects: [], said: [], written: [], ...change };
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

export function sampleCollection(id: string, change: Partial<Collection> = {}): Collection {
  return {
    id,
    name: `Collection ${id}`,
    note: '',
    createdAt: 1_700_000_000_000,
    placeCount: 0,
    videoIds: [],
    ...change,
  };
}

/** A place of three seconds in the collection "finds". */
export function samplePlace(
  id: string,
  videoId: string,
  seconds: number,
  change: Partial<KeptPlace> = {},
): KeptPlace {
  const from = secondsToMicros(seconds);
  return {
    id,
    collectionId: 'finds',
    addedAt: 1_700_000_000_000 + seconds,
    videoId,
    from,
    to: from + secondsToMicros(3),
    frameIndex: seconds,
    kind: 'seen',
    title: `Place ${id}`,
    note: '',
    colour: null,
    tags: [],
    ...change,
  };
}

export function samplePack(id: string, change: Partial<PackSummary> = {}): PackSummary {
  return {
    id,
    name: id === 'core' ? 'Core' : `Pack ${id}`,
    version: '1.0.0',
    description: 'A pack.',
    builtIn: id === 'core',
    bytes: 84_300_000,
    provides: id === 'core' ? ['frames', 'text', 'speech'] : ['answers'],
    precision: null,
    fit: null,
    licences: [{ part: 'Frame encoder', name: 'MIT', text: 'MIT License' }],
    state: 'ready',
    error: null,
    ...change,
  };
}

export function sampleEntry(id: string, change: Partial<CatalogueEntry> = {}): CatalogueEntry {
  return {
    id,
    name: `Entry ${id}`,
    description: 'Finds what is seen.',
    provides: ['frames', 'text'],
    repository: 'someone/model',
    revision: 'abc123',
    host: null,
    downloadBytes: 600_000_000,
    hashesKnown: true,
    precisions: [],
    diskBytes: 610_000_000,
    memoryBytes: 900_000_000,
    fit: { fits: true, why: 'There is room for it.' },
    licences: [{ part: 'Weights', name: 'MIT', text: 'MIT License text' }],
    installed: [],
    ...change,
  };
}

export function sampleInstall(id: string, change: Partial<Install> = {}): Install {
  return {
    id,
    name: `Install ${id}`,
    entryId: null,
    state: 'running',
    step: 'download',
    progress: 0.25,
    bytesDone: 150_000_000,
    bytesTotal: 600_000_000,
    bytesPerSecond: 12_000_000,
    etaSeconds: 240,
    error: null,
    ...change,
  };
}

export const SAMPLE_SETTINGS: Settings = DEFAULT_SETTINGS;
