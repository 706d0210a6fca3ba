// The films that the specs use, each made in a moment from two real recordings and ffmpeg's own sources.
import { copyFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ffmpeg } from './media';

const DESK = resolve('e2e/media/desk.mp4');
const SPEECH = resolve('e2e/media/jfk.flac');

/** Seconds of each shot of `talk`, in order, and the time from one of its frames to the next. */
export const TALK = { shots: [10.3, 2, 2], seconds: 14.3, frame: 0.1 } as const;

/**
 * A desk with a banana on it in slow motion, then blue, then green; below it a speech about one's country. The desk
 * is slowed so that the frame of the third second, one of those that are indexed, shows the banana at its largest.
 */
export async function talk(folder: string, name = 'talk.mp4'): Promise<string> {
  const path = join(folder, name);
  const [, blue, green] = TALK.shots;
  const plain = (color: string, seconds: number) => [
    '-f',
    'lavfi',
    '-i',
    `color=c=${color}:s=480x270:r=10:d=${seconds}`,
  ];
  await ffmpeg([
    ...['-i', DESK, ...plain('navy', blue), ...plain('green', green), '-i', SPEECH],
    '-filter_complex',
    `[0:v]setpts=1.5*PTS,fps=10,trim=duration=${TALK.shots[0]},setsar=1[desk];[desk][1:v][2:v]concat=n=3:v=1[v]`,
    ...['-map', '[v]', '-map', '3:a', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
    ...['-c:a', 'aac', path],
  ]);
  return path;
}

/** The desk again and again for about `seconds`, without sound: something to be busy with for a while. */
export async function longFilm(folder: string, seconds: number, name = 'long.mp4'): Promise<string> {
  const path = join(folder, name);
  await ffmpeg(['-stream_loop', String(Math.ceil(seconds / 6.87) - 1), '-i', DESK, '-c', 'copy', path]);
  return path;
}

/** MPEG-4 part 2 in AVI, which Chromium cannot play. */
export async function aviFilm(folder: string): Promise<string> {
  const path = join(folder, 'camcorder.avi');
  await ffmpeg([
    '-i',
    DESK,
    '-t',
    '2',
    '-vf',
    'scale=320:180',
    '-c:v',
    'mpeg4',
    '-q:v',
    '3',
    '-bf',
    '0',
    path,
  ]);
  return path;
}

/** 320x180 in the file, to be shown turned by a quarter: upright, 180x320. */
export async function turnedFilm(folder: string): Promise<string> {
  const level = join(folder, 'level.mp4');
  const path = join(folder, 'upright.mp4');
  await ffmpeg(['-ss', '2', '-i', DESK, '-t', '2', '-vf', 'scale=320:180', '-c:v', 'libx264', level]);
  await ffmpeg(['-display_rotation', '90', '-i', level, '-c', 'copy', path]);
  return path;
}

/** Eleven seconds of speech without a picture. */
export async function speech(folder: string): Promise<string> {
  const path = join(folder, 'speech.flac');
  await copyFile(SPEECH, path);
  return path;
}

/**
 * The talk as a file that holds more: a silent sound track and then the speech, English subtitles, two chapters, and what a camera
 * writes. Beside it lie subtitles in German.
 */
export async function fullFile(folder: string): Promise<string> {
  const film = await talk(folder, 'talk-alone.mp4');
  const path = join(folder, 'documentary.mkv');
  const words = join(folder, 'words.txt');
  const about = join(folder, 'about.txt');
  await writeFile(
    words,
    '1\n00:00:01,000 --> 00:00:04,000\n<i>The password of the vault is marmalade.</i>\n\n2\n00:00:05,000 --> 00:00:09,000\nMeet me at the lighthouse.\n',
  );
  await writeFile(
    join(folder, 'documentary.de.srt'),
    '1\n00:00:01,000 --> 00:00:04,000\nDas Passwort lautet Marmelade.\n',
  );
  const chapter = (from: number, to: number, title: string) =>
    `[CHAPTER]\nTIMEBASE=1/1\nSTART=${from}\nEND=${to}\ntitle=${title}\n`;
  await writeFile(
    about,
    `;FFMETADATA1\ntitle=At the desk\n${chapter(0, 5, 'The desk')}${chapter(5, 14, 'The vault is opened')}`,
  );
  await ffmpeg([
    ...['-i', film, '-f', 'lavfi', '-i', 'anullsrc=r=48000:cl=stereo', '-f', 'srt', '-i', words, '-i', about],
    ...[
      '-map',
      '0:v',
      '-map',
      '1:a',
      '-map',
      '0:a',
      '-map',
      '2:s',
      '-map_metadata',
      '3',
      '-map_chapters',
      '3',
    ],
    ...['-c:v', 'copy', '-c:a', 'aac', '-c:s', 'srt', '-t', String(TALK.seconds), '-timecode', '01:00:00:00'],
    ...[
      '-metadata:s:a:0',
      'title=Desktop',
      '-metadata:s:a:1',
      'language=eng',
      '-metadata:s:s:0',
      'language=eng',
    ],
    path,
  ]);
  return path;
}
