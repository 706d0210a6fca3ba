import { type Dirent, existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import type { Video } from '../../src-shared/domain';
import { LongtakeError, toUserError, type UserError } from '../../src-shared/errors';
import { fingerprint } from '../media/fingerprint';
import { probe } from '../media/probe';
import type { Library } from './types';

/** File endings that a folder is searched for. A file named by itself is tried whatever it is called. */
const MEDIA_FILES =
  /\.(?:mp4|mov|m4v|mkv|webm|avi|ts|mts|m2ts|mpg|mpeg|wmv|flv|3gp|ogv|mp3|m4a|wav|flac|ogg|opus|aac)$/i;

/** A file was named as the new place of a video, and holds something else. */
export class NotThatVideo extends LongtakeError {
  constructor(fileName: string) {
    super(
      'BadRequest',
      `${fileName} is not the same video: its content differs.`,
      'Choose the file that was moved, or add this one as a new video.',
    );
  }
}

export interface Added {
  readonly videos: Video[];
  /** Files that could not be taken, each with why. */
  readonly refused: { fileName: string; error: UserError }[];
}

/** Takes files into the library. A file is known by its content, so one that was moved or renamed is found again. */
export class Intake {
  constructor(
    private readonly library: Library,
    private readonly ffmpegPath: () => string,
  ) {}

  /**
   * Adds one file, or finds the video that it is.
   * @throws FileMissing, NoPermission, CannotReadVideo, UnsupportedMedia, FfmpegMissing
   */
  async addFile(path: string): Promise<Video> {
    const file = resolve(path);
    const id = await fingerprint(file);
    const known = this.library.videos.find(id);
    if (known) {
      // The same content in two places: the first place stays while it is still there.
      const stored = this.library.videos.path(id);
      if (known.state === 'missing' || !existsSync(stored)) return this.moved(id, file);
      return known;
    }
    const media = await probe(this.ffmpegPath(), file);
    const { size } = await stat(file);
    return this.library.videos.add({ id, path: file, title: titleOf(file), sizeBytes: size, media });
  }

  /** Adds files and, recursively, the media files of folders; what cannot be taken is told, not thrown. */
  async addPaths(paths: readonly string[]): Promise<Added> {
    const added: Added = { videos: [], refused: [] };
    for (const path of paths) {
      for (const file of await this.filesOf(path)) {
        try {
          const video = await this.addFile(file);
          if (!added.videos.some((v) => v.id === video.id)) added.videos.push(video);
        } catch (error) {
          added.refused.push({ fileName: basename(file), error: toUserError(error) });
        }
      }
    }
    return added;
  }

  /**
   * Points a video to where its file is now.
   * @throws NotThatVideo when the file's content is another
   */
  async relocate(id: Video['id'], path: string): Promise<Video> {
    const file = resolve(path);
    if ((await fingerprint(file)) !== id) throw new NotThatVideo(basename(file));
    return this.moved(id, file);
  }

  private moved(id: Video['id'], file: string): Video {
    const video = this.library.videos.setPath(id, file);
    if (video.state !== 'missing') return video;
    const job = this.library.jobs.find(id);
    return this.library.videos.setState(id, job?.state === 'done' ? 'ready' : 'new');
  }

  /** The file itself, or the media files below a folder, in the order of their names. */
  private async filesOf(path: string): Promise<string[]> {
    try {
      if (!(await stat(path)).isDirectory()) return [path];
      const entries: Dirent[] = await readdir(path, { withFileTypes: true, recursive: true });
      return entries
        .filter((e) => e.isFile() && MEDIA_FILES.test(extname(e.name)) && !e.name.startsWith('.'))
        .map((e) => join(e.parentPath, e.name))
        .sort();
    } catch {
      // Adding it as a file gives the reason in the words for files.
      return [path];
    }
  }
}

function titleOf(file: string): string {
  const name = basename(file, extname(file)).replaceAll('_', ' ').trim();
  return name === '' ? basename(file) : name;
}
