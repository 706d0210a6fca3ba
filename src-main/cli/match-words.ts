import type { SearchHit } from '../../src-shared/answers';

/** Why a place was found, in a few words: `said: “…”`, `found 62 %: banana`, `resembles`. */
export function matchWords({ kind, text, probability }: SearchHit['matches'][number]): string {
  if (kind === 'said' || kind === 'written') return `${kind}: “${text}”`;
  const how = kind === 'object' ? 'found' : 'seen';
  const words = probability === null ? 'resembles' : `${how} ${Math.round(probability * 100)} %`;
  return text === '' ? words : `${words}: ${text}`;
}
