/** Llama 3's special tokens that LLaVA-Mini's prompts and answers have, by their place after the ordinary ones. */
const SPECIAL = [
  '<|begin_of_text|>',
  '<|end_of_text|>',
  ...Array.from({ length: 4 }, (_, index) => `<|reserved_special_token_${index}|>`),
  '<|start_header_id|>',
  '<|end_header_id|>',
  '<|eom_id|>',
  '<|eot_id|>',
];
/** Llama 3 has so many special tokens. */
const RESERVED = 256;

/** How Llama 3 parts a text before its bytes are joined. */
const PARTS =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

/** Writes what Llama 3.1's own template writes for plain conversations. */
const TEMPLATE = `{{- bos_token }}{%- for message in messages %}{{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n' }}{%- if message['role'] == 'system' %}{{- 'Cutting Knowledge Date: December 2023\\nToday Date: 26 Jul 2024\\n\\n' }}{%- endif %}{{- message['content'] | trim + '<|eot_id|>' }}{%- endfor %}{%- if add_generation_prompt %}{{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{%- endif %}`;

export interface MadeTokenizer {
  /** Contents of tokenizer.json. */
  readonly tokenizer: unknown;
  /** Contents of tokenizer_config.json. */
  readonly config: unknown;
  readonly bos: number;
  /** Of <|eot_id|>, <|eom_id|> and <|end_of_text|>. */
  readonly stop: readonly number[];
}

/**
 * A byte-level tokenizer of Llama 3's kind with `vocab` ids: every byte, a few joined pairs, filling that no text comes to,
 * and the special tokens last. Id 0 is "!", as in Llama 3.
 */
export function makeTokenizer(vocab: number): MadeTokenizer {
  const letters = byteLetters();
  const space = letters[32] as string;
  const merges = [`t h`, `th e`, `${space} the`, `i n`, `${space} a`, `e r`, `o n`];
  const ordinary = [
    ...new Set([...[...letters].sort(byCodePoint), ...merges.map((pair) => pair.replace(' ', ''))]),
  ];
  const special = vocab - ordinary.length >= 2 * RESERVED ? padded(SPECIAL, RESERVED) : SPECIAL;
  const first = vocab - special.length;
  if (ordinary.length > first)
    throw new RangeError(`${vocab} ids are too few: ${ordinary.length + special.length} are needed`);
  for (let filler = ordinary.length; filler < first; filler++) ordinary.push(`${space}#${filler}`);
  const id = (token: string): number => first + special.indexOf(token);
  return {
    tokenizer: tokenizerJson(ordinary, merges, special, first),
    config: {
      bos_token: '<|begin_of_text|>',
      chat_template: TEMPLATE,
      clean_up_tokenization_spaces: true,
      eos_token: '<|eot_id|>',
      model_input_names: ['input_ids', 'attention_mask'],
      model_max_length: 131_072,
      tokenizer_class: 'PreTrainedTokenizerFast',
    },
    bos: id('<|begin_of_text|>'),
    stop: [id('<|eot_id|>'), id('<|eom_id|>'), id('<|end_of_text|>')],
  };
}

function tokenizerJson(
  ordinary: readonly string[],
  merges: readonly string[],
  special: readonly string[],
  first: number,
) {
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: special.map((content, index) => ({
      id: first + index,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: PARTS }, behavior: 'Isolated', invert: false },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
      ],
    },
    post_processor: {
      type: 'Sequence',
      processors: [
        { type: 'ByteLevel', add_prefix_space: true, trim_offsets: false, use_regex: true },
        {
          type: 'TemplateProcessing',
          single: [
            { SpecialToken: { id: '<|begin_of_text|>', type_id: 0 } },
            { Sequence: { id: 'A', type_id: 0 } },
          ],
          pair: [{ Sequence: { id: 'A', type_id: 0 } }, { Sequence: { id: 'B', type_id: 1 } }],
          special_tokens: {
            '<|begin_of_text|>': { id: '<|begin_of_text|>', ids: [first], tokens: ['<|begin_of_text|>'] },
          },
        },
      ],
    },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: true,
      vocab: Object.fromEntries(ordinary.map((token, index) => [token, index])),
      merges,
    },
  };
}

/** GPT-2's letter for each byte: itself where it can be seen, and one from U+0100 on where not. */
function byteLetters(): string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const seen = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    return String.fromCodePoint(seen ? byte : next++);
  });
}

function byCodePoint(a: string, b: string): number {
  return (a.codePointAt(0) as number) - (b.codePointAt(0) as number);
}

function padded(tokens: readonly string[], count: number): string[] {
  const more = Array.from(
    { length: count - tokens.length },
    (_, index) => `<|reserved_special_token_${index + 4}|>`,
  );
  return [...tokens, ...more];
}
