/** Fewer bytes beyond ASCII than this say nothing. */
const ENOUGH = 8;
const LOOKED_AT = 64 * 1024;
/** Share of kana in what is Japanese beyond ASCII; it has no sentence without them. */
const KANA = 0.25;
/** Share of everyday characters in Korean and Chinese. */
const EVERYDAY = 0.85;

interface Script {
  /** Its ten most used letters: two thirds of a text; in another encoding the same bytes are mostly others. */
  readonly common: string;
  /** What hardly ever comes, and does where another script's bytes are read so: rare letters, or letters of a word's end within it. */
  readonly rare?: RegExp;
  /** Encodings of one byte a letter. */
  readonly encodings: readonly string[];
}

const SCRIPTS: readonly Script[] = [
  {
    common: 'оеаинтсрвлі',
    rare: /[щцфэшюж]/g,
    encodings: ['windows-1251', 'koi8-r', 'ibm866', 'iso-8859-5'],
  },
  { common: 'αοιετσνηυρ', encodings: ['windows-1253'] },
  { common: 'יוהלארתבמש', rare: /[םןךףץ](?=\p{L})/gu, encodings: ['windows-1255'] },
  { common: 'اليمنوترهب', rare: /[ةى](?=\p{L})/gu, encodings: ['windows-1256'] },
  { common: 'านรกอเงมยล่', encodings: ['windows-874'] },
];
/** Share of common letters, less rare ones, from which a script is taken to be read rightly, and how far ahead of the next it must be. */
const COMMON = 0.45;
const AHEAD = 0.1;

/**
 * The encoding of a text that is not Unicode, by what its bytes would say in each: Japanese, Korean, Chinese, Cyrillic, Greek, Hebrew,
 * Arabic, Thai, or letters of Central Europe. Null where nothing speaks plainly for one, as with Western European text.
 */
export function guessEncoding(file: Uint8Array): string | null {
  const bytes = beginning(file);
  // Read as Latin 1, each character is a byte.
  const raw = Buffer.from(bytes).toString('latin1');
  const beyond = raw.match(/[\x80-\xff]/g)?.length ?? 0;
  if (beyond < ENOUGH) return null;
  return ofPairs(bytes) ?? ofWholeWords(bytes, raw, beyond) ?? ofCentralEurope(bytes);
}

/** Whole lines of a large file's beginning: half a letter at its end would speak against the right encoding. */
function beginning(file: Uint8Array): Uint8Array {
  if (file.length <= LOOKED_AT) return file;
  const end = file.subarray(0, LOOKED_AT).lastIndexOf(0x0a);
  return file.subarray(0, end < 0 ? LOOKED_AT : end + 1);
}

function ofPairs(bytes: Uint8Array): string | null {
  for (const encoding of ['shift_jis', 'euc-jp']) {
    const share = shareOf(tryDecode(bytes, encoding), /[\u3041-\u3096\u30a1-\u30fa]/g);
    if (share >= KANA) return encoding;
  }
  if (shareOf(tryDecode(bytes, 'euc-kr'), /[\uac00-\ud7a3]/g) >= EVERYDAY) return 'euc-kr';
  // In both encodings the characters of everyday come first, those of GB 2312 by their sound, those of Big5 by their strokes.
  const gb = tryDecode(bytes, 'gb18030') === null ? 0 : shareOfLeads(bytes, 0xb0, 0xd7, 0xa1);
  const big5 = tryDecode(bytes, 'big5') === null ? 0 : shareOfLeads(bytes, 0xa4, 0xc6, 0x40);
  if (Math.max(gb, big5) < EVERYDAY) return null;
  return gb >= big5 ? 'gb18030' : 'big5';
}

/** Share of what lies beyond ASCII, punctuation left out, that the pattern matches. */
function shareOf(text: string | null, pattern: RegExp): number {
  const letters = text?.match(/[^\p{ASCII}\p{P}\p{S}\p{Z}]/gu)?.length ?? 0;
  return text === null || letters === 0 ? 0 : (text.match(pattern)?.length ?? 0) / letters;
}

/** Share of pairs that begin with a byte from `from` to `to` and end with one from `second` on; rows of punctuation are left out. */
function shareOfLeads(bytes: Uint8Array, from: number, to: number, second: number): number {
  let pairs = 0;
  let found = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[++at] ?? 0;
    if (lead >= 0xa1 && lead <= 0xa3) continue;
    pairs++;
    if (lead >= from && lead <= to && trail >= second) found++;
  }
  return pairs < ENOUGH / 2 ? 0 : found / pairs;
}

/** Scripts whose words are written in bytes beyond ASCII alone; in Latin ones such bytes stand singly among others. */
function ofWholeWords(bytes: Uint8Array, raw: string, beyond: number): string | null {
  const inWords = raw.match(/[\x80-\xff]{3,}/g)?.join('').length ?? 0;
  if (inWords / beyond < 0.6) return null;
  const scored = SCRIPTS.flatMap((script) =>
    script.encodings.map((encoding) => ({
      encoding,
      score: likeness(tryDecode(bytes, encoding), script) / beyond,
    })),
  ).sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  if (!best || best.score < COMMON || best.score - (next?.score ?? 0) < AHEAD) return null;
  return best.encoding;
}

/**
 * How many common letters there are, less what is rare. Capitals count for nothing, being small letters of another encoding, but where
 * all are.
 */
function likeness(decoded: string | null, { common, rare }: Script): number {
  if (decoded === null) return 0;
  const text = /\p{Ll}/u.test(decoded) ? decoded : decoded.toLowerCase();
  let found = 0;
  for (const letter of text) {
    // Accents off, so that `ά` counts as `α`; and one form of sigma.
    if (common.includes(letter.normalize('NFD').charAt(0).replace('ς', 'σ'))) found++;
  }
  return found - 2 * (rare === undefined ? 0 : (text.match(rare)?.length ?? 0));
}

/** Polish and its neighbours read as Western European have signs for letters: `by³a`, `ka¿dy`. */
function ofCentralEurope(bytes: Uint8Array): string | null {
  const western = new TextDecoder('windows-1252').decode(bytes);
  const signs = western.match(/(?<=\p{L})[³¹¿¼¾ª¯£¥](?=\p{L})/gu)?.length ?? 0;
  return signs >= 2 ? 'windows-1250' : null;
}

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
