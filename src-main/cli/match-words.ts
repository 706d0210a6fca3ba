import type { SearchHit } from '../../src-shared/answers';

/** Why a place was found, in a few words: `said: “…”`, `found 62 %: banana`, `resembles: web site`. */
export function matchWords({ kind, text, probability }: SearchHit['matches'][number]): string {
  if (kind === 'said' || kind === 'written') return `${kind}: “${text}”`;
  const how = kind === 'object' ? 'found' : 'seen';
  return `${probability === null ? 'resembles' : `${how} ${Math.round(probability * 100)} %`}: ${text}`;
}
