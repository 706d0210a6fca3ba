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
import { inLine } from '../../src-shared/words/numbers';
import { t } from '../../src-shared/words/words';

/** How each kind of evidence is drawn. Its colour is the token of its name, where it has one. */
const ICONS: Readonly<Record<EvidenceKind, LucideIcon>> = {
  seen: Eye,
  said: AudioLines,
  written: Type,
  object: Shapes,
  scene: Clapperboard,
  named: MessageSquareQuote,
  weighed: Scale,
};

/** @param fromFile whether words that are said come from the film's subtitles: they were not heard */
export function kindWords(kind: EvidenceKind, fromFile = false): string {
  return fromFile ? t('ui.kind.fromFile') : t(`ui.kind.${kind}`);
}

/** The same within a sentence: in small letters, but for a language whose nouns have capitals. */
export function kindInLine(kind: EvidenceKind, fromFile = false): string {
  return inLine(kindWords(kind, fromFile));
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
  const Icon = fromFile ? Captions : ICONS[kind];
  const words = kindWords(kind, fromFile);
  return <Icon className={`kind kind--${kind}`} size={size} role="img" aria-label={words} />;
}
