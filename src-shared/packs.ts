// Packs of models: installed, to be fetched, on their way; and what their licences want told.
import { z } from 'zod';
import { userError } from './errors';
import { opaqueId } from './primitives';

/** How a pack's weights are stored: fewer bits load faster and fit smaller machines, at some loss. */
export const precision = z.enum(['fp32', 'fp16', 'int8', 'int4']);
export type Precision = z.infer<typeof precision>;

/** Whether something fits this machine, and why (not), in a sentence for the user. */
export const fit = z.object({ fits: z.boolean(), why: z.string() });
export type Fit = z.infer<typeof fit>;
export const licence = z.object({
  /** What it is for. */
  part: z.string(),
  name: z.string(),
  text: z.string(),
});
export type Licence = z.infer<typeof licence>;
export const packProvides = z.enum(['frames', 'text', 'answers', 'speech', 'writing', 'objects', 'voices']);
/** What is listed among the packs: models, and what has them run elsewhere. */
export const provided = z.enum([...packProvides.options, 'cuda']);
export const packSummary = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  description: z.string(),
  builtIn: z.boolean(),
  bytes: z.number().int().nonnegative(),
  provides: z.array(provided),
  /** Null where it does not apply, or is mixed. */
  precision: precision.nullable(),
  /** Null where it fits every machine that Longtake runs on. */
  fit: fit.nullable(),
  licences: z.array(licence),
  state: z.enum(['ready', 'broken']),
  error: userError.nullable(),
});
export type PackSummary = z.infer<typeof packSummary>;

/** A program beside the app, as it was built: what its licence wants to be told with it. */
export const shippedProgram = z.object({
  name: z.string(),
  /** Its own first line about itself. */
  version: z.string(),
  configuration: z.string(),
  licence: z.string(),
  /** The licence's text; empty where it is missing. */
  text: z.string(),
  /** How to get its source, in a sentence, and where. */
  source: z.object({ offer: z.string(), urls: z.array(z.string()) }),
});
export type ShippedProgram = z.infer<typeof shippedProgram>;

/** A pack that can be fetched. Nothing is fetched before the user asks for it. */
export const catalogueEntry = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  provides: z.array(provided),
  /** Where it comes from: `owner/name` on the hub, and the pinned revision. */
  repository: z.string(),
  revision: z.string(),
  /** Who has it, where that is neither the hub nor its mirror. */
  host: z.string().nullable(),
  /** Of all that is fetched. */
  downloadBytes: z.number().int().nonnegative(),
  /** Whether each file's hash is known beforehand; where not, the size is checked and the user is told. */
  hashesKnown: z.boolean(),
  /** Precisions that it can be installed in, best for this machine first; empty where it is taken as it is. */
  precisions: z.array(
    z.object({
      precision,
      /** Of the installed pack, on the disk and in memory while it works. */
      diskBytes: z.number().int(),
      memoryBytes: z.number().int(),
      fit,
    }),
  ),
  /** For an entry without precisions; 0 in memory where that is the models' own. */
  diskBytes: z.number().int(),
  memoryBytes: z.number().int(),
  fit,
  licences: z.array(licence),
  /** Ids of packs on this machine that came from it. */
  installed: z.array(z.string()),
});
export type CatalogueEntry = z.infer<typeof catalogueEntry>;

/** A pack on its way onto this machine: by download or import, with a conversion where one is needed. */
export const install = z.object({
  id: opaqueId,
  name: z.string(),
  /** Null for an import. */
  entryId: z.string().nullable(),
  state: z.enum(['queued', 'running', 'paused', 'failed', 'done']),
  step: z.enum(['download', 'check', 'convert', 'finish']),
  /** 0..1 over all steps. */
  progress: z.number().min(0).max(1),
  /** Of this step. */
  bytesDone: z.number().int().nonnegative(),
  bytesTotal: z.number().int().nonnegative(),
  bytesPerSecond: z.number().nonnegative().nullable(),
  etaSeconds: z.number().nonnegative().nullable(),
  error: userError.nullable(),
});
export type Install = z.infer<typeof install>;
