// Which device runs what.
import { z } from 'zod';

export const device = z.enum(['cpu', 'cuda', 'dml', 'coreml', 'webgpu']);
export type Device = z.infer<typeof device>;

/**
 * What a graph computes in: as its pack holds it, which the CPU runs (`own`), or made of the same weights for graphics devices, in
 * float32 (`fp32`) or with its products in half precision (`fp16`); a language model's also with 8 or 4 bits a weight, where a device
 * has no room for more (`int8`, `int4`).
 */
export const graphForm = z.enum(['own', 'fp32', 'fp16', 'int8', 'int4']);
export type GraphForm = z.infer<typeof graphForm>;

export const deviceReport = z.object({
  chosen: device,
  /** Why this one, in a sentence for the user. */
  why: z.string(),
  candidates: z.array(
    z.object({
      device,
      /** Whether this system's build could use it at all: then it may be chosen, though it may yet be refused. */
      supported: z.boolean(),
      usable: z.boolean(),
      why: z.string(),
      /** How long its share of the work takes there: a frame, for frame encoders. Null where it was not measured. */
      milliseconds: z.number().nullable(),
      /** The form of the graph that it was found to run; missing where there is only one. */
      form: graphForm.optional(),
    }),
  ),
});
export type DeviceReport = z.infer<typeof deviceReport>;

/** What else runs where it is fastest, each with a device of its own. */
export const otherUse = z.enum(['objects', 'lines', 'characters', 'speech']);
export type OtherUse = z.infer<typeof otherUse>;

/**
 * Where frames are read, and where the chosen language model runs; null without one. Of the others what is known by now: they are
 * tried when they are first needed.
 */
export const machineDevices = deviceReport.extend({
  language: deviceReport.nullable(),
  others: z.array(z.object({ use: otherUse, report: deviceReport })),
});
export type MachineDevices = z.infer<typeof machineDevices>;
