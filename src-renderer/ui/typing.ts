import { chord, type KeyPress } from '../../src-shared/keys';

/** Combinations by which text is written: a field's own, whatever they mean elsewhere. */
const WRITING = /^(Mod|Alt|Mod\+Alt)\+(Shift\+)?(Arrow\w+|Home|End|Backspace|Delete|[acvxyz])$/;

/** Whether a field needs the keys for itself. Copying a frame (`Mod+Shift+c`) is no writing. */
export function isWriting(keys: string): boolean {
  if (!keys.startsWith('Mod+') && !keys.startsWith('Alt+')) return true;
  return WRITING.test(keys) && keys !== 'Mod+Shift+c';
}

/** Keeps what a field is written by from what it lies in; keys that lead elsewhere go their way. */
export function keepWriting(event: KeyPress & { stopPropagation: () => void }): void {
  const keys = chord(event, event.metaKey);
  if (keys === null || isWriting(keys)) event.stopPropagation();
}
