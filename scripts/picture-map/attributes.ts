import type { Measured } from './measure';
export async function measureAttributes(_m: Measured): Promise<void> {}
