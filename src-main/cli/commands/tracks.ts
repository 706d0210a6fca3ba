import { languageName } from '../../../src-shared/languages';
import { formatClock, MICROS_PER_SECOND } from '../../../src-shared/time';
import { audioHeard, type TranscriptInfo, unreadPictures } from '../../../src-shared/transcripts';
import type { MediaInfo, Video } from '../../../src-shared/video';
import type { Services } from '../../main/services';
import type { Command } from '../arguments';
import type { Context } from '../context';
import { UsageError } from '../errors';
import { EXIT } from '../exit-codes';
import { printable, printableName } from '../output';
import { type Result, videoDocument } from '../result';

type TracksCommand = Extract<Command, { name: 'tracks' }>;

/** What is in a film's file, and which of it counts; with an option, another sound track or transcript does from now on. */
export async function tracks(context: Context, command: TracksCommand): Promise<Result> {
  const video = await change(context, await context.video(command.file), command);
  const { media, transcripts } = video;
  const document = {
    video: videoDocument(video),
    audio: media.audio.map((track, n) => ({
      ...{ number: n + 1, codec: track.codec, channels: track.channels, language: track.language },
      ...{ title: track.title ?? null, isDefault: track.isDefault ?? false },
      ...{ silent: transcripts.silent.includes(n), heard: n === audioHeard(video) },
    })),
    transcripts: transcripts.list.map((each, n) => ({
      ...{ number: n + 1, origin: each.origin, language: each.language, title: each.title },
      ...{
        fromPictures: each.fromPictures ?? false,
        lines: each.lines,
        note: each.note ?? null,
        shown: each.key === transcripts.shown,
      },
    })),
    subtitles: (media.subtitles ?? []).map(({ codec, language, title, isText }) => ({
      ...{ codec, language, title: title ?? null, isText },
    })),
    unreadWriting:
      transcripts.unreadWriting === undefined ? null : transcripts.unreadWriting / MICROS_PER_SECOND,
    chapters: media.chapters ?? [],
    recording: media.recording ?? null,
  };
  return { exitCode: EXIT.ok, text: textOf(video), document };
}

async function change(context: Context, video: Video, command: TracksCommand): Promise<Video> {
  const { audio, use, subtitles } = command;
  if (audio === null && use === null && subtitles === null) return video;
  const services = context.writable();
  if (subtitles !== null) {
    const taken = await services.transcripts.import(video.id, subtitles);
    // Those that are pictures are read by a job.
    return taken.state === 'queued' || taken.state === 'indexing' ? context.index(services, taken) : taken;
  }
  if (use !== null) {
    const wanted = video.transcripts.list[use];
    if (!wanted) throw new UsageError(`There is no transcript ${use + 1}. ${COUNT}`);
    return services.transcripts.show(video.id, wanted.key);
  }
  await chooseAudio(services, video, audio ?? 0);
  return context.index(services, video);
}

const COUNT = '"longtake tracks FILE" lists what there is.';

/** @throws UsageError where the film has no such track */
export async function chooseAudio(services: Services, video: Video, audio: number): Promise<void> {
  if (!video.media.audio[audio]) {
    const n = video.media.audio.length;
    const there = n === 0 ? 'no sound track' : n === 1 ? 'one sound track' : `${n} sound tracks`;
    throw new UsageError(`“${printableName(video.title)}” has ${there}; there is no ${audio + 1}. ${COUNT}`);
  }
  await services.transcripts.chooseAudio(video.id, audio);
}

function textOf(video: Video): string {
  const { media, transcripts } = video;
  const list = transcripts.list.map((each, n) => {
    const mark = each.key === transcripts.shown ? '*' : ' ';
    return `${mark} transcript ${n + 1}  ${transcriptWords(each)}\n`;
  });
  const sound = media.audio.map((track, n) => {
    const mark = n === audioHeard(video) ? '*' : ' ';
    return `${mark} sound ${n + 1}  ${soundWords(track, transcripts.silent.includes(n))}\n`;
  });
  const chapters = (media.chapters ?? []).map(
    ({ from, title }, n) => `  chapter ${n + 1}  ${formatClock(from)}  ${printableName(title)}\n`,
  );
  const left = unreadPictures(video).map(
    ({ codec, language }) =>
      `  subtitles that are pictures (${printable(codec)}, ${nameOf(language)}) are not read\n`,
  );
  const { unreadWriting } = transcripts;
  const unread =
    unreadWriting === undefined
      ? []
      : [
          `  writing that could not be read, first at ${formatClock(unreadWriting)}: unknown letters, or unclear\n`,
        ];
  return [...sound, ...list, ...left, ...unread, ...chapters].join('');
}

function soundWords(track: MediaInfo['audio'][number], silent: boolean): string {
  return [
    nameOf(track.language),
    ...(track.title === undefined ? [] : [`“${printableName(track.title)}”`]),
    track.channels === 1 ? 'mono' : track.channels === 2 ? 'stereo' : `${track.channels} channels`,
    ...(track.isDefault ? ['default'] : []),
    ...(silent ? ['silent'] : []),
  ].join(', ');
}

function transcriptWords({ origin, fromPictures, ...info }: TranscriptInfo): string {
  const { language, title, lines, note, audio } = info;
  const from = {
    ...{ heard: `heard in sound ${(audio ?? 0) + 1}`, file: 'from the file' },
    ...{ beside: 'from a file beside it', import: 'from a file' },
  }[origin];
  const words = [
    from,
    ...(fromPictures ? ['read from pictures'] : []),
    nameOf(language),
    ...(title ? [`“${printableName(title)}”`] : []),
    lines === 1 ? '1 line' : `${lines} lines`,
  ];
  return [...words, ...(note ? [printable(note)] : [])].join(', ');
}

function nameOf(language: string | null): string {
  return language === null ? 'language not told' : printable(languageName(language));
}
