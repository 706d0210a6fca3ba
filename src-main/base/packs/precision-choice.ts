import { formatBytes } from '../../../src-shared/bytes';
import type { Device } from '../../../src-shared/devices';
import type { Precision } from '../../../src-shared/packs';

export interface ChosenPrecision {
  readonly precision: Precision;
  readonly fits: boolean;
  /** A sentence for the user. */
  readonly why: string;
}

/** Best first. On a CPU answers come as fast as weights are read, so half precision would only be slower than 8 bits. */
const GPU_ORDER = ['fp16', 'int8', 'int4'] as const;
const CPU_ORDER = ['int8', 'int4'] as const;
const IN_WORDS: Record<Precision, string> = {
  fp32: 'Full precision',
  fp16: 'Half precision',
  int8: '8 bits a weight',
  int4: '4 bits a weight',
};

/**
 * The best precision that fits a device, with the reason. Where none fits it is the smallest, and `fits` is false.
 * @param needs bytes of memory in each precision: see workingBytes
 * @param memoryBytes what the device has for it; null where that is not known: then the smallest is taken
 */
export function choosePrecision(
  needs: (precision: Precision) => number,
  memoryBytes: number | null,
  device: Device,
): ChosenPrecision {
  const order: readonly Precision[] = device === 'cpu' ? CPU_ORDER : GPU_ORDER;
  const where = device === 'cpu' ? 'this computer’s memory' : 'the graphics memory';
  if (memoryBytes === null) {
    const why = `4 bits a weight need ${formatBytes(needs('int4'))}, the least; how large ${where} is could not be told.`;
    return { precision: 'int4', fits: true, why };
  }
  const has = `${where} has ${formatBytes(memoryBytes)} for it`;
  const precision = order.find((one) => needs(one) <= memoryBytes);
  if (precision === undefined) {
    const why = `Even with 4 bits a weight it needs ${formatBytes(needs('int4'))}, and ${has}.`;
    return { precision: 'int4', fits: false, why };
  }
  const better = order[order.indexOf(precision) - 1];
  const wanted = `${IN_WORDS[precision]} needs ${formatBytes(needs(precision))}, and ${has}`;
  const why = better
    ? `${wanted}; ${IN_WORDS[better].toLowerCase()} would need ${formatBytes(needs(better))}.`
    : `${wanted}: the best that ${device === 'cpu' ? 'a processor gains from' : 'it comes in'}.`;
  return { precision, fits: true, why };
}
