import { t } from '../../src-shared/words/words';

/** A speaker without a name is shown as "Speaker 1" by whoever stores it: here in the language of the window. Names stay. */
export function speakerWords(shown: string): string {
  const [, number] = /^Speaker (\d+)$/.exec(shown) ?? [];
  return number === undefined ? shown : t('transcript.speaker', { number });
}
