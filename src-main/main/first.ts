/*
 * What the page waits for before it can draw anything: the library, for the settings in it. A file of its own, as it is loaded
 * in a third of the time of all that works on the library (program.ts).
 */
import type { LongtakeError } from '../../src-shared/errors';
import { systemLanguage } from '../../src-shared/words/language';
import { holdsLibrary, openLibrary, openOrRead } from '../base/library/library';
import { presentLibrary } from '../base/library/place';
import type { Library } from '../base/library/types';
import type { Answers } from './desktop/ipc';
import { removeReports, reportPlaces } from './telemetry-leftovers';

/** The library as it could be opened. */
export interface OpenedLibrary {
  readonly library: Library;
  /** What kept it from being opened for writing; undefined where nothing did. */
  readonly why: LongtakeError | null | undefined;
}

/** Opens the window's library. @throws LibraryInUse, LibraryBroken, LibraryAway and what else opening a library throws */
export function openWindowLibrary(userDataDir: string): OpenedLibrary {
  const dir = presentLibrary(userDataDir);
  // Before there is one in any case: what an earlier version left is told by that.
  removeReports(userDataDir, holdsLibrary(dir), reportPlaces(process.env, process.platform));
  return openOrRead(false, (why) => {
    const library = openLibrary({
      dir,
      readOnly: why !== undefined,
      why: why ?? null,
      program: 'its window',
    });
    return { library, why };
  });
}

interface Rest {
  /** Who answers everything. */
  readonly all: Promise<Answers>;
  /** Told that the page asks for more. */
  readonly asked: () => void;
}

/**
 * Answers what the page asks before it draws; the rest waits for those who answer everything.
 * @param languages the system's, as BCP 47 tags, the most wanted first
 */
export function answerFirst(
  { settings }: Pick<Library, 'settings'>,
  languages: readonly string[],
  { all, asked }: Rest,
): Pick<Answers, 'call'> {
  const known: Readonly<Record<string, () => unknown>> = {
    'settings.get': () => settings.get(),
    'app.systemLanguage': () => systemLanguage(languages),
  };
  return {
    async call(name, input) {
      const byAll = async () => {
        asked();
        return (await all).call(name, input);
      };
      const answer = typeof name === 'string' && Object.hasOwn(known, name) ? known[name] : undefined;
      if (answer === undefined || input !== undefined) return byAll();
      try {
        return { ok: true, value: answer() };
      } catch {
        // Those know how to tell it.
        return byAll();
      }
    },
  };
}
