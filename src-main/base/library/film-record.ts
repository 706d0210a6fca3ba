import { z } from 'zod';
import { objectTrack, scene, segment, shot } from '../../../src-shared/analysis';
import { userError } from '../../../src-shared/errors';
import { glossary } from '../../../src-shared/glossary';
import { micros, type VideoId } from '../../../src-shared/primitives';
import { speakersFound } from '../../../src-shared/speakers';
import { transcripts } from '../../../src-shared/transcripts';
import { mediaInfo, trackName, videoAnswers } from '../../../src-shared/video';
import type { Library } from './types';

/*
 * What a library has of one film beside the files of its index, as data: for bundles, which carry a film from one library to another.
 * Chats and collections are a person's, not the film's, and stay where they are.
 */

const count = z.number().int().nonnegative();

const line = z.object({
  segment,
  correction: z.string().nullable(),
  spelled: z.literal(true).optional(),
});
/** A line that was split or joined was made of lines that models wrote: those are of no other. */
const keptLine = line.extend({
  shape: z.object({ group: z.string().max(300), originals: z.array(line).readonly() }).optional(),
});

const speaker = speakersFound.shape.speakers.element.extend({ name: z.string().min(1).max(80).nullable() });

export const filmRecord = z.object({
  video: z.object({
    title: z.string().min(1).max(300),
    sizeBytes: count,
    duration: micros,
    media: mediaInfo,
    frameCount: count,
    packId: z.string().nullable(),
    hasPoster: z.boolean(),
    answers: videoAnswers.nullable(),
    tracks: z.array(trackName),
    transcripts,
    /** What could not be read of the film. */
    error: userError.nullable(),
  }),
  scenes: z.array(scene),
  speech: z.array(keptLine),
  text: z.array(keptLine),
  /** Transcripts that are not shown, by their keys. */
  kept: z.array(z.object({ key: z.string().min(1).max(300), lines: z.array(keptLine).readonly() })),
  shots: z.array(shot),
  objects: z.array(objectTrack),
  /** Null where nobody listened for them. */
  speakers: z.object({ speakers: z.array(speaker), turns: speakersFound.shape.turns }).nullable(),
  glossary,
});
export type FilmRecord = z.infer<typeof filmRecord>;

/** @throws NotFound */
export function readRecord(library: Library, id: VideoId): FilmRecord {
  const { videos, scenes, segments, transcripts, shots, objects, speakers, glossary } = library;
  const { title, sizeBytes, duration, media, frameCount, packId, hasPoster, answers, tracks, ...video } =
    videos.get(id);
  return {
    video: {
      ...{ title, sizeBytes, duration, media, frameCount, packId, hasPoster, answers, tracks },
      transcripts: video.transcripts,
      error: video.state === 'ready' ? video.error : null,
    },
    scenes: scenes.list(id),
    speech: segments.keptLines(id, 'speech'),
    text: segments.keptLines(id, 'text'),
    kept: transcripts.kept(id),
    shots: shots.list(id),
    objects: objects.list(id),
    speakers: speakers.record(id),
    glossary: glossary.list(id),
  };
}

/**
 * Puts a record into the library, in the place of what it has of the film: which is there, and has no lines that a person corrected.
 * The film's state is left to the caller.
 */
export function writeRecord(library: Library, id: VideoId, record: FilmRecord): void {
  const { videos, scenes, segments, transcripts, shots, objects, speakers, glossary } = library;
  const { frameCount, duration, packId, hasPoster, media, answers, tracks } = record.video;
  library.transaction(() => {
    videos.setMedia(id, media);
    videos.setIndexed(id, { frameCount, duration, hasPoster, ...(packId === null ? {} : { packId }) });
    videos.setAnswers(id, answers);
    videos.setTracks(id, tracks);
    videos.setTranscripts(id, record.video.transcripts);
    scenes.replace(id, record.scenes);
    for (const source of ['speech', 'text'] as const) {
      segments.takeOut(id, source);
      segments.putBack(id, record[source]);
    }
    transcripts.putKept(id, record.kept);
    shots.replace(id, record.shots);
    objects.replace(id, record.objects);
    if (record.speakers !== null) speakers.putRecord(id, record.speakers);
    if (record.glossary.length > 0) glossary.replace(id, record.glossary);
  });
}
