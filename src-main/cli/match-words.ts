import type { SearchHit } from '../../src-shared/answers';
import type { Language } from '../../src-shared/words/language';
import { nameInLanguage, supportInLanguage } from '../../src-shared/words/names';
import { wordsIn } from '../../src-shared/words/words';

/** Why a place was found, in a few words: `said: “…”`, `found 62 %: banana`, `resembles`. */
export function matchWords(
  { kind, text, probability, atOnce }: SearchHit['matches'][number],
  language: Language = 'en',
): string {
  const say = wordsIn(language);
  if (kind === 'said' || kind === 'written')
    return say(`cli.match.${kind}`, { words: say('ui.quote', { words: text }) });
  const names =
    kind === 'object' ? nameInLanguage(text, 'thing', language) : supportInLanguage(kind, text, language);
  if (probability === null)
    return text === '' ? say('cli.match.resembles') : say('cli.match.resemblesNames', { names });
  const share = String(Math.round(probability * 100));
  if (kind !== 'object') return say('cli.match.seen', { share, names });
  return atOnce === undefined
    ? say('cli.match.object', { share, name: names })
    : say('cli.match.objects', { share, name: names, most: String(atOnce) });
}
