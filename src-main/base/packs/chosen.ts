import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Settings } from '../../../src-shared/settings';
import { tokenModel } from './pack';
import { PACK_ID } from './places';
import type { PackService } from './types';

const named = z.object({
  ...{ id: z.string(), version: z.string(), name: z.string() },
  writing: z.object({ kind: z.string() }).optional(),
});

/** A pack as far as it must be known to be handed to a worker, which checks it. */
export interface NamedPack {
  readonly packDir: string;
  /** See `tokenModel` in models/pack. */
  readonly model: string;
  readonly name: string;
}

/** A pack as its manifest has it. */
interface ReadPack {
  readonly pack: NamedPack;
  /** Whether it reads lines in other scripts than the built-in pack does. */
  readonly readsScript: boolean;
}

/** Which packs the settings ask for by now. What was chosen and is there no more is replaced by the built-in pack. */
export class ChosenPacks {
  readonly #known = new Map<string, { readonly mtimeMs: number; readonly read: ReadPack }>();

  constructor(
    private readonly packs: Pick<PackService, 'dir'>,
    private readonly settings: () => Settings,
    /** Folders of the built-in packs: the one that finds, and the one that reads tracks. */
    readonly core: string,
    readonly tracks: string,
    /** The folder of the packs that were installed. */
    private readonly installed: string,
  ) {}

  /** Folder of the pack that finds. */
  get search(): string {
    return this.#find(this.settings().searchPack)?.packDir ?? this.core;
  }

  /** Folder of the pack that transcribes. */
  get speech(): string {
    return this.#find(this.settings().speechPack)?.packDir ?? this.core;
  }

  /** Folders of all packs that read lines in other scripts: whoever fetched one has films with such. By name. */
  get scripts(): string[] {
    const dirs = foldersIn(this.installed).map((name) => join(this.installed, name));
    return dirs.filter((dir) => this.#manifest(dir)?.readsScript === true);
  }

  /** The pack whose language model answers; null where none was chosen, or it is gone. */
  get answers(): NamedPack | null {
    const { answerPack } = this.settings();
    return answerPack === null ? null : this.#find(answerPack);
  }

  /** What a finished video is held against. */
  get models(): { readonly search: string | null; readonly answers: string | null } {
    return { search: this.#read(this.search)?.model ?? null, answers: this.answers?.model ?? null };
  }

  /**
   * Folder of the pack that a video was indexed with, as only that one reads its tokens; the chosen one for a video without
   * an index, or where its pack is gone: then the worker says what is wrong.
   */
  of({ packId: model }: { readonly packId: string | null }): string {
    const pack = model === null ? null : this.#find(model.split('@')[0] ?? model);
    return pack?.packDir ?? this.search;
  }

  /** Whether a pack that is here reads tokens of this pack and version (see `tokenModel` in models/pack). */
  reads(model: string): boolean {
    return this.#find(model.split('@')[0] ?? model)?.model === model;
  }

  #find(packId: string): NamedPack | null {
    try {
      return this.#read(this.packs.dir(packId));
    } catch {
      // There is no such pack: the caller has another way.
      return null;
    }
  }

  #read(packDir: string): NamedPack | null {
    return this.#manifest(packDir)?.pack ?? null;
  }

  /** Null where the pack is missing, or so broken that it does not say what it is. */
  #manifest(packDir: string): ReadPack | null {
    const file = join(packDir, 'manifest.json');
    try {
      const { mtimeMs } = statSync(file);
      const known = this.#known.get(packDir);
      if (known?.mtimeMs === mtimeMs) return known.read;
      const { id, version, name, writing } = named.parse(JSON.parse(readFileSync(file, 'utf8')));
      const pack = { packDir, model: tokenModel({ id, version }), name };
      const read = { pack, readsScript: writing?.kind === 'recogniser' };
      this.#known.set(packDir, { mtimeMs, read });
      return read;
    } catch {
      return null;
    }
  }
}

/** Names of a folder's packs, in order; none where it is not there. What is on its way in or out has other names. */
function foldersIn(dir: string): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => PACK_ID.test(name))
      .sort();
  } catch {
    return [];
  }
}
