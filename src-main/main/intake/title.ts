import { cutText } from '../../../src-shared/text';

const LONGEST = 300;

/** What a film is called at first. @param name of its file or folder, without an ending */
export function titleOf(name: string): string {
  return cutText(name, LONGEST);
}
