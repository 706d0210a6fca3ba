import type { Scope } from '../../src-shared/answers';

/** A scope as a key of a map. */
export function scopeKey(scope: Scope): string {
  return scope === 'all' ? 'all' : scope.videoId;
}
