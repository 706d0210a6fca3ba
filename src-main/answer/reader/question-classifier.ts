import { wordingFeatures } from './features';
import { INTENTS, type Intent, MODALITIES, type Modality } from './intents';
import { classifierFile, LinearClassifier } from './linear-classifier';
import weights from './weights.json';

/** How a question reads by its meaning and wording together. */
export interface Classification {
  readonly intent: Intent;
  /** 0..1 */
  readonly probability: number;
  /** How likely each source is meant, 0..1. */
  readonly modalities: Readonly<Record<Modality, number>>;
}

const intents = new LinearClassifier<Intent>(classifierFile.parse(weights.intents), INTENTS);
const modalities = new LinearClassifier<Modality>(classifierFile.parse(weights.modalities), MODALITIES);

/**
 * Classifies one question.
 * @param embedding its sentence embedding by the built-in pack, a unit vector
 */
export function classifyQuestion(text: string, embedding: ArrayLike<number>): Classification {
  const features = { embedding, wording: wordingFeatures(text) };
  const [best] = intents.classify(features);
  const sources = modalities.classify(features).map(({ is, probability }) => [is, probability] as const);
  return {
    intent: best?.is ?? 'search',
    probability: best?.probability ?? 0,
    modalities: Object.fromEntries(sources) as Record<Modality, number>,
  };
}
