import {
  AudioLines,
  Captions,
  Clapperboard,
  Eye,
  type LucideIcon,
  MessageSquareQuote,
  Scale,
  Shapes,
  Type,
} from 'lucide-react';
import type { EvidenceKind } from '../../src-shared/answers';

/** How each kind of evidence is called and drawn. Its colour is the token of its name, where it has one. */
const KINDS: Readonly<Record<EvidenceKind, { readonly words: string; readonly icon: LucideIcon }>> = {
  seen: { words: 'Seen', icon: Eye },
  said: { words: 'Said', icon: AudioLines },
  written: { words: 'Written', icon: Type },
  object: { words: 'Thing found', icon: Shapes },
  scene: { words: 'Scene', icon: Clapperboard },
  named: { words: 'From the answer’s own words', icon: MessageSquareQuote },
  weighed: { words: 'Frames that moved the answer', icon: Scale },
};

/** Words that were not heard: subtitles say them. */
const FROM_FILE = { words: 'Said, by the subtitles', icon: Captions };

/** @param fromFile whether words that are said come from the film's subtitles */
export function kindWords(kind: EvidenceKind, fromFile = false): string {
  return fromFile ? FROM_FILE.words : KINDS[kind].words;
}

/** Whether what supports it are words from the film, to be put in quotation marks. */
export function isQuoted(kind: EvidenceKind): boolean {
  return kind === 'said' || kind === 'written';
}

/** A kind's sign in its colour. */
export function KindIcon({
  kind,
  fromFile = false,
  size = 12,
}: {
  readonly kind: EvidenceKind;
  readonly fromFile?: boolean;
  readonly size?: number;
}) {
  const { words, icon: Icon } = fromFile ? FROM_FILE : KINDS[kind];
  return <Icon className={`kind kind--${kind}`} size={size} role="img" aria-label={words} />;
}
