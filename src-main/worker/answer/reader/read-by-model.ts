import type { Stated } from '../claims/claims';
import { type Inquiry, intervalAsked } from '../findings';
import type { Understood } from './understand';

/** Who read a question, and as what: nothing that comes after it checks that. Null where the built-in readers did. */
export function readByModel(
  { reading, readBy }: Pick<Understood, 'reading' | 'readBy'>,
  inquiry: Inquiry,
): Stated | null {
  if (readBy === null) return null;
  const { form, sense, topic, time } = reading;
  const [video] = inquiry.videos;
  const intervals = time !== null && video && inquiry.scope !== 'all' ? intervalAsked(inquiry, video) : [];
  return { ...{ kind: 'readBy', subject: [readBy], words: [topic], intervals }, ...{ form, sense } };
}
