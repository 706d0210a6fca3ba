import { createHash } from 'node:crypto';
import type { Precision } from '../../../../src-shared/packs';
import type { SourceFolder } from '../../../base/packs/install-types';
import type { PackManifest } from '../../../base/packs/manifest';
import type { WrittenGraphs } from './graphs';
import { tensorShapes } from './tensors';
import type { TextFiles } from './text-files';
import { frameRows, type LlavaMiniConfig } from './types';

/** What the published conversation of Llama 3.1 begins with. */
const SYSTEM_PROMPT =
  'You are a helpful language and vision assistant. You are able to understand the visual content that the user provides, and assist the user with a variety of tasks using natural language.';

export interface PackParts {
  readonly id: string;
  readonly name: string;
  readonly precision: Precision;
  readonly config: LlavaMiniConfig;
  /** Sentences for the user: what was assumed. */
  readonly notes: readonly string[];
  readonly licences: SourceFolder['licences'];
  readonly origin: { readonly repository: string; readonly revision: string | null } | null;
  readonly files: PackManifest['files'];
  readonly written: WrittenGraphs;
  readonly text: TextFiles;
  readonly paths: {
    readonly embeddings: string;
    readonly tokenizer: string;
    readonly tokenizerConfig: string;
  };
}

/** The manifest of a LLaVA-Mini pack. */
export function manifestOf(parts: PackParts): PackManifest {
  const { config, written, text, paths } = parts;
  const { llama, vision } = config;
  return {
    format: 2,
    id: parts.id,
    name: parts.name,
    version: versionOf(parts.files),
    description: description(parts),
    provides: ['answers'],
    files: parts.files,
    licences: parts.licences.map((licence) => ({ ...licence })),
    ...(parts.origin ? { origin: { ...parts.origin } } : {}),
    answers: {
      kind: 'llava-mini',
      graphs: { ...written.graphs },
      data: [...written.data],
      embeddings: {
        file: paths.embeddings,
        type: parts.precision === 'fp32' ? 'float32' : 'float16',
      },
      precision: parts.precision,
      cacheType: written.cacheType,
      hidden: llama.hidden,
      layers: llama.layers,
      prefusionLayers: config.prefusionLayers,
      heads: llama.heads,
      kvHeads: llama.kvHeads,
      headDim: llama.headDim,
      vocab: llama.vocab,
      maxPositions: written.maxPositions,
      contextTokens: config.contextTokens,
      image: {
        side: vision.image,
        patches: frameRows(config).patches,
        mean: [...text.mean],
        deviation: [...text.deviation],
      },
      imageAspect: config.imageAspect,
      compressedTokens: frameRows(config).compressed,
      resolutionRatio: config.resolutionRatio,
      tokenizer: paths.tokenizer,
      tokenizerConfig: paths.tokenizerConfig,
      systemPrompt: SYSTEM_PROMPT,
      stopIds: [...text.stopIds],
    },
  };
}

/** Other weights or another precision give other frame tokens, so the version is that of the files' contents. */
function versionOf(files: PackManifest['files']): string {
  const hash = createHash('sha256');
  for (const { path, sha256 } of files) hash.update(`${path} ${sha256}\n`);
  return hash.digest('hex').slice(0, 12);
}

function description({ config, precision, notes }: PackParts): string {
  let parameters = 0;
  for (const shape of tensorShapes(config).values()) {
    parameters += shape.reduce((product, size) => product * size, 1);
  }
  const tokens = frameRows(config).compressed;
  const what = `LLaVA-Mini with ${inWords(parameters)} parameters in ${precision}: watches a video as ${
    tokens === 1 ? 'one token' : `${tokens} tokens`
  } a frame and answers in its own words.`;
  return [what, ...notes].join(' ');
}

function inWords(count: number): string {
  return count >= 1e9 ? `${(count / 1e9).toFixed(1)} billion` : `${(count / 1e6).toFixed(1)} million`;
}
