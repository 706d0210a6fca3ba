import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { makeFolders } from '../make-folder';
import { replaceFile } from '../replace-file';
import { decodeArguments } from './decode-arguments';
import { FfmpegUnfit, type MediaTool } from './errors';
import { type Fitness, tryOut } from './fitness';
import { INPUT_LIMITS } from './formats';
import { type LocateOptions, placesOf } from './locate';
import { PROBE_OPTIONS } from './probe-parser';
import { TRIAL_MEDIA } from './trial-film';
import { readBuild } from './version';

/** A program, and what it was found to do. */
export interface ProgramReport extends Fitness {
  readonly tool: MediaTool;
  readonly path: string;
  /** As the program says it; null where it says none. */
  readonly version: string | null;
  readonly fit: boolean;
}

export interface MediaProgramsOptions extends LocateOptions {
  /** Where it is kept which programs were found fit, so that they are tried once and not at each start; null keeps nothing. */
  readonly cacheFile: string | null;
}

const reportSchema = z.object({
  tool: z.enum(['ffmpeg', 'ffprobe']),
  path: z.string(),
  version: z.string().nullable(),
  fit: z.literal(true),
  missing: z.array(z.string()),
  limits: z.array(z.string()),
});
const cacheSchema = z.object({
  format: z.literal('longtake.programs.1'),
  /** Of what programs are asked: another version of Longtake tries them again. */
  asked: z.string(),
  programs: z.record(z.string(), reportSchema),
});

/** The ffmpeg and the ffprobe that read films: looked for when first needed, and used only where they are fit. */
export class MediaPrograms {
  readonly #options: MediaProgramsOptions;
  /** By tool, path, size and time of change. */
  readonly #tried = new Map<string, Promise<ProgramReport>>();
  readonly #chosen = new Map<MediaTool, Promise<ProgramReport>>();
  #cache: Promise<Map<string, ProgramReport>> | null = null;

  constructor(options: MediaProgramsOptions) {
    this.#options = options;
  }

  /** @throws FfmpegMissing, FfmpegUnfit */
  readonly ffmpegPath = async (): Promise<string> => (await this.choose('ffmpeg')).path;

  /** @throws FfmpegMissing, FfmpegUnfit */
  readonly ffprobePath = async (): Promise<string> => (await this.choose('ffprobe')).path;

  /**
   * The first fit program of `placesOf`. A failure is tried again when it is asked for again: what was missing may have come.
   * @throws FfmpegMissing where there is none, FfmpegUnfit where none of them is fit
   */
  choose(tool: MediaTool): Promise<ProgramReport> {
    const known = this.#chosen.get(tool);
    if (known) return known;
    const choice = this.#firstFit(tool);
    this.#chosen.set(tool, choice);
    choice.catch(() => this.#chosen.delete(tool));
    return choice;
  }

  async #firstFit(tool: MediaTool): Promise<ProgramReport> {
    const ffmpeg = tool === 'ffprobe' ? await this.ffmpegPath().catch(() => undefined) : undefined;
    let first: ProgramReport | null = null;
    for (const path of placesOf(tool, this.#options, ffmpeg)) {
      const report = await this.#try(tool, path);
      if (report.fit) return report;
      first ??= report;
    }
    // placesOf gives one at least.
    throw new FfmpegUnfit(tool, first?.path ?? '', first?.version ?? null, first?.missing ?? []);
  }

  async #try(tool: MediaTool, path: string): Promise<ProgramReport> {
    const { size, mtimeMs } = await stat(path);
    const key = `${tool} ${size} ${mtimeMs} ${path}`;
    this.#cache ??= this.#readCache();
    const stored = (await this.#cache).get(key);
    if (stored) return stored;
    const running = this.#tried.get(key) ?? reportOn(tool, path);
    this.#tried.set(key, running);
    const report = await running;
    if (report.fit) await this.#remember(key, report);
    return report;
  }

  async #readCache(): Promise<Map<string, ProgramReport>> {
    try {
      const { cacheFile } = this.#options;
      const text = cacheFile === null ? '' : await readFile(cacheFile, 'utf8');
      const { asked, programs } = cacheSchema.parse(JSON.parse(text));
      return new Map(asked === (await whatIsAsked()) ? Object.entries(programs) : []);
    } catch {
      // None yet, or not to be read: what it holds is found out again.
      return new Map();
    }
  }

  async #remember(key: string, report: ProgramReport): Promise<void> {
    const known = (await this.#cache) ?? new Map<string, ProgramReport>();
    known.set(key, report);
    const { cacheFile } = this.#options;
    if (cacheFile === null) return;
    const cache = {
      format: 'longtake.programs.1',
      asked: await whatIsAsked(),
      programs: Object.fromEntries(known),
    };
    try {
      await makeFolders(dirname(cacheFile));
      await replaceFile(cacheFile, JSON.stringify(cache), { shared: true });
    } catch {
      // Where nothing can be kept, the programs are tried at each start.
    }
  }
}

/** What a program is and does, in words for people. */
export function describeProgram({ version, path, limits }: ProgramReport): string {
  const can = limits.length === 0 ? '' : `, which cannot do: ${limits.join(', ')}`;
  return `${version ?? 'of an unknown version'}, ${path}${can}`;
}

async function reportOn(tool: MediaTool, path: string): Promise<ProgramReport> {
  const { version } = await readBuild(path);
  const { missing, limits } = await tryOut(tool, path);
  return { tool, path, version, fit: missing.length === 0, missing, limits };
}

/** Changes with the arguments that programs have to understand. */
async function whatIsAsked(): Promise<string> {
  const options = {
    ...{ ffmpegPath: '', path: '', media: TRIAL_MEDIA, framesPerSecond: 1, framesFrom: 0 },
    ...{ frameSize: { width: 16, height: 16 }, thumbnailHeight: 16, withFrames: true, withAudio: true },
    signal: new AbortController().signal,
  };
  const all = [decodeArguments(options, []), PROBE_OPTIONS, INPUT_LIMITS];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}
