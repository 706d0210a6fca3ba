/** Where the graphs' weights come from: a checkpoint, or made-up numbers in tests and benchmarks. */
export interface WeightSource {
  has(name: string): boolean;
  /** @throws CheckpointUnusable where it is missing */
  shape(name: string): readonly number[];
  /**
   * Rows `from` to `to` of the first dimension, all by default; float32, row-major. Large tensors are read in pieces, so
   * that no more than a piece is ever in memory.
   * @throws CheckpointUnusable
   */
  read(name: string, from?: number, to?: number): Promise<Float32Array>;
}
