import type { Segment } from '../../../src-shared/analysis';
import { isAskedFor } from '../../../src-shared/film-filter';
import { sameLanguage } from '../../../src-shared/languages';
import { speakerOfLine } from '../../../src-shared/speakers';
import { formatTimestamp } from '../../../src-shared/time';
import type { Destination } from '../../main/export/output';
import { exportTable, exportTranscript, transcriptText } from '../../main/export/write';
import type { Command } from '../arguments';
import type { Context } from '../context';
import { EXIT } from '../exit-codes';
import { printableName } from '../output';
import { type Result, videoDocument } from '../result';

/** What is said in a video: to standard output, or to a file. */
export async function transcript(
  context: Context,
  { file, format, language, out }: Extract<Command, { name: 'transcript' }>,
): Promise<Result> {
  const video = await context.videoFor(file, out, format);
  const { library } = context.services();
  const segments = library.segments.list(video.id, 'speech').filter(isOf(language));
  const whoSays = speakerOfLine(library.speakers.of(video.id));
  const withSpeaker = (segment: Segment) => ({ ...segment, speaker: whoSays(segment) });
  const written =
    out === null ? null : await exportTranscript(library, video.id, format, out, isOf(language));
  return {
    exitCode: EXIT.ok,
    text: written ? '' : transcriptText(library, video.id, format, isOf(language)),
    document: { video: videoDocument(video), format, segments: segments.map(withSpeaker), written },
  };
}

/** Lines in a language; all of them where none is asked for. */
function isOf(wanted: string | null): (line: Segment) => boolean {
  return ({ language }) => wanted === null || (language !== undefined && sameLanguage(language, wanted));
}

/** The scenes of a video: a table on standard output, or CSV in a file. */
export async function scenes(context: Context, file: string, out: Destination | null): Promise<Result> {
  const video = await context.videoFor(file, out, 'csv');
  const { library } = context.services();
  const list = library.scenes.list(video.id);
  const written = out === null ? null : await exportTable(library, video.id, 'scenes', out);
  const lines = list.map((s) => `${s.index + 1}\t${formatTimestamp(s.from)}\t${formatTimestamp(s.to)}\n`);
  return {
    exitCode: list.length === 0 ? EXIT.nothingFound : EXIT.ok,
    text: written ? '' : lines.join(''),
    document: { video: videoDocument(video), scenes: list, written },
  };
}

/** The videos of the library that some words ask for, or all; newest first. */
export async function list(context: Context, words: string): Promise<Result> {
  const videos = context
    .existing()
    .library.videos.list()
    .filter((video) => isAskedFor(video, words));
  const lines = videos.map(
    (v) =>
      `${v.id.slice(0, 8)}  ${v.state.padEnd(8)}  ${formatTimestamp(v.duration).slice(0, 8)}  ${printableName(v.title)}\n`,
  );
  const exitCode = words !== '' && videos.length === 0 ? EXIT.nothingFound : EXIT.ok;
  return { exitCode, text: lines.join(''), document: { videos: videos.map(videoDocument) } };
}
