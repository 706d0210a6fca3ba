/**
 * What goes into the five graphs of a LLaVA-Mini pack and what comes out: the agreement between the builders here and the
 * runtime in inference/llava-mini. All values are float32 unless said otherwise; keys and values are in the pack's
 * `cacheType`. Sizes: H hidden, V views of a frame, P patches of a view, Q compressed tokens, T rows of a frame
 * (`frameRows`), D head size, K heads of keys and values, S new rows, N rows before them.
 *
 * vision:    pixel_values [B·V, 3, side, side] → frame_embeds [B, T, H]. The views of a frame follow one another: crops
 *            row by row, then the whole picture. Rows: crops' patches on one grid, the whole picture's patches, compressed.
 * prefusion: inputs_embeds [1, S, H], row_index int64 [R], past_key_values.L.{key,value} [1, K, N, D],
 *            seqlens_k int32 [1] (N + S − 1), total_sequence_length int32 [] (N + S) →
 *            hidden_states [1, R, H] (rows `row_index` of the S, after the last layer, without a final norm),
 *            present.L.{key,value} [1, K, N + S, D]. The last layer's feed-forward runs for those R rows only.
 * prefill:   as prefusion, but over the language model's layers, with logit_index int64 [R] for row_index and
 *            logits [1, R, vocabulary] for hidden_states. R may be 0: then the head is not run.
 * answer:    the same layers with a prefix that is only read: inputs_embeds [1, S, H], position_ids int64 [1, S],
 *            prefix_k.L [K, D, N] (transposed), prefix_v.L [K, N, D], past_key_values.L.{key,value} [K, M, D] of the rows
 *            after the prefix, suffix_mask [S, M + S] (0 or −∞), logit_index int64 [R], attention_index int64 [A] →
 *            logits [1, R, vocabulary], present.L.{key,value} [K, M + S, D], and
 *            prefix_attention [N]: how much the rows `attention_index` attend to each prefix row, averaged over heads
 *            and those rows and over the layers in the second half. It costs nothing when A is 0, and is 0 then: ONNX
 *            Runtime computes outputs also when nobody asks for them, so that leaving it out of `run` saves nothing.
 *
 * answerOnDevice: as answer, with prefix_mask [N] (added to the scores of the prefix's rows: 0, or far below all scores),
 *            so that a prefix of no rows can be one row that nobody sees. The addition is one more pass over all scores, so
 *            the CPU's graph goes without.
 *
 * On the CPU N, M, R and A may be 0. No device is ever given a dimension of 0: see `takesEmpty` in inference/session.ts. What
 * would be empty is filled up there: R and A with a row that nobody reads, N and M of attention with a row that is masked, and
 * N of prefusion and prefill, whose operator knows how many rows count, with a row beyond those.
 * Rows of the last layer that are not asked for leave only their keys and values.
 */
export const GRAPH = {
  vision: { pixels: 'pixel_values', frames: 'frame_embeds' },
  inputs: 'inputs_embeds',
  rowIndex: 'row_index',
  logitIndex: 'logit_index',
  lengths: 'seqlens_k',
  totalLength: 'total_sequence_length',
  positions: 'position_ids',
  suffixMask: 'suffix_mask',
  prefixMask: 'prefix_mask',
  hidden: 'hidden_states',
  logits: 'logits',
  attentionIndex: 'attention_index',
  prefixAttention: 'prefix_attention',
  pastKey: (layer: number) => `past_key_values.${layer}.key`,
  pastValue: (layer: number) => `past_key_values.${layer}.value`,
  presentKey: (layer: number) => `present.${layer}.key`,
  presentValue: (layer: number) => `present.${layer}.value`,
  prefixKey: (layer: number) => `prefix_k.${layer}`,
  prefixValue: (layer: number) => `prefix_v.${layer}`,
} as const;
