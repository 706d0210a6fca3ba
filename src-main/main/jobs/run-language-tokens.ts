import { isEncodedWhole } from '../../base/film/language-tokens/encoded-video';
import { isWhole, languageTokenDir, readLanguageTokenState } from '../../base/film/language-tokens/state';
import { coresOf, indexOf, type JobRun } from './run';

/** Milliseconds: loading one graph of a large model blocks the worker's thread. */
const DEADLINE = 900_000;

/** Has a language model read a video, at the density of its index. A film that was read is not touched. */
export const languageTokenRun: JobRun<'watch'> = {
  deadline: DEADLINE,
  async prepare(options, id) {
    const { ffmpegPath, answers } = await options.tools();
    // The model is chosen no more: there is nothing left to do.
    if (answers === null) return null;
    const { model, packDir, verifiedFile } = answers;
    const { library } = options;
    const dir = library.indexDir(id);
    const { framesPerSecond, frames } = await indexOf(library, id);
    // What cannot be read back is for the worker to throw away.
    const before = await readLanguageTokenState(languageTokenDir(dir, model)).catch(() => null);
    const done = before !== null && isWhole(before, framesPerSecond, frames.count);
    if (before && done && (await isEncodedWhole(dir, model))) {
      return { result: { frameCount: before.frames.count, model } };
    }
    const { title, media } = library.videos.get(id);
    const { device, workCores } = library.settings.get();
    const request = {
      ...{ videoId: id, path: library.videos.source(id), dir, ffmpegPath, media, framesPerSecond },
      ...{ packDir, verifiedFile, device },
      ...coresOf(workCores),
    };
    return { request, work: { dir, title, media, framesPerSecond, task: { kind: 'watch', packDir, model } } };
  },
  checkpoint(library, id, { frameCount, model }) {
    library.videos.setAnswers(id, { model, frameCount, complete: false });
    return ['watched'];
  },
  async finish({ library, wanted }, id, result) {
    if (!wanted()) return null;
    library.videos.setAnswers(id, { ...result, complete: true });
    return ['watched'];
  },
};
