/** A kind of writing that can be told by its form alone, whatever it says: an e-mail address, a price. */
export interface WrittenKind {
  readonly form: 'email' | 'web' | 'phone' | 'price' | 'date';
  /** What a person calls it; whole topics only. */
  readonly called: RegExp;
  /** Those that a line holds, as they stand there, in order. */
  readonly find: (line: string) => string[];
}

const EMAIL = /[\p{L}\p{N}][\p{L}\p{N}._%+-]*@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** Endings of addresses that stand without "www" or "http": common ones only, since files and sentences have dots too. */
const ENDINGS =
  'com|org|net|edu|gov|mil|int|info|biz|io|tv|app|dev|ai|eu|uk|de|fr|es|nl|ch|at|us|ca|au|jp|cn|br|pl|se|dk|fi|pt';
const WEB = new RegExp(
  `(?:https?://|www\\.)[^\\s<>"“”]+|(?<![\\p{L}\\p{N}@./-])(?:[\\p{L}\\p{N}-]+\\.)+(?:${ENDINGS}|${ENDINGS.toUpperCase()})(?:/[^\\s<>"“”]*)?(?![\\p{L}\\p{N}(])`,
  'gu',
);
/** Behind a word for it, with the country, the area in brackets, a leading zero, or in the American groups: other rows of digits are figures. */
const PHONE =
  /(?<=(?<!\p{L})(?:(?:tele)?phone|tel|mobile|fax|call)(?: (?:us|number|no))?[.:]{0,2} ?)\d[\d ()./-]{5,}\d(?![\p{L}\p{N}:-])|(?<![\p{L}\p{N}.,:/-])(?:\+\d[\d ()./-]{6,}\d|\(\d{2,5}\) ?\d[\d ./-]{4,}\d|0\d[\d ()/-]{6,}\d|(?:\d{3}[-.])?\d{3}[-.]\d{4})(?![\p{L}\p{N}:-])/giu;
const AMOUNT = '\\d{1,3}(?:[.,  ’]?\\d{3})*(?:[.,]\\d+)?';
const CURRENCY = '[$€£¥₹₩]|(?:USD|EUR|GBP|CHF|JPY|CNY|INR)(?![\\p{L}])';
const MONEY =
  '(?:US |Euro)?dollars?|euros?|cents?|pounds?(?: sterling)?|(?:swiss )?francs?|yen|yuan|rupees?|pence';
const SCALE = '(?:hundred|thousand|million|billion|trillion|[kKmM]|bn|Mio\\.?|Mrd\\.?)';
const PRICE = new RegExp(
  `(?:${CURRENCY})\\s?${AMOUNT}(?:\\s?${SCALE}(?![\\p{L}\\p{N}]))?|(?<![\\p{L}\\p{N}])${AMOUNT}(?:\\s?${SCALE})?\\s?(?:${CURRENCY}|(?:${MONEY})(?![\\p{L}]))`,
  'giu',
);
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const DATE = new RegExp(
  `(?<![\\d./-])(?:\\d{4}([-./])\\d{1,2}\\1\\d{1,2}|\\d{1,2}([-./])\\d{1,2}\\2\\d{2}(?:\\d{2})?)(?![\\d./-])|(?<!\\d)\\d{1,2}(?:st|nd|rd|th)?(?: of)? ?${MONTH}(?:,? ?\\d{4})?(?![\\p{L}\\d])|(?<!\\p{L})${MONTH} ?\\d{1,2}(?:st|nd|rd|th)?(?:,? ?\\d{4})?(?!\\d)|(?<!\\p{L})${MONTH} ?\\d{4}(?!\\d)`,
  'giu',
);

/** Seven to fifteen digits (ITU-T E.164). */
function phoneNumbers(line: string): string[] {
  return found(PHONE, line).filter((text) => {
    const digits = text.replace(/\D/g, '').length;
    return digits >= 7 && digits <= 15 && found(DATE, text).length === 0;
  });
}

function webAddresses(line: string): string[] {
  return found(WEB, line).map((text) => text.replace(/[.,;:!?)\]]+$/, ''));
}

function found(pattern: RegExp, line: string): string[] {
  return [...line.matchAll(pattern)].map(([text]) => text);
}

const KINDS: readonly WrittenKind[] = [
  {
    form: 'email',
    called: /^(?:e-?mails?(?: ?address(?:es)?)?|(?:contact )?address(?:es)?)$/i,
    find: (line) => found(EMAIL, line),
  },
  {
    form: 'web',
    called: /^(?:(?:(?:web|internet|web ?site) ?)?address(?:es)?|urls?|(?:web ?)?links?)$/i,
    find: webAddresses,
  },
  {
    form: 'phone',
    called: /^(?:(?:tele)?phone|mobile|fax) numbers?$/i,
    find: phoneNumbers,
  },
  {
    form: 'price',
    called:
      /^(?:prices?(?: (?:of|for) (?:(?:the|this|that) )?(?:thing|product|item|it|this|that))?|(?:amounts?|sums?) of money|money amounts?|costs?)$/i,
    find: (line) => found(PRICE, line),
  },
  { form: 'date', called: /^(?:calendar )?dates?$/i, find: (line) => found(DATE, line) },
];

/** The kinds that a topic may name, to be looked for in this order: an address may be either. None for any other topic. */
export function writtenKinds(topic: string): readonly WrittenKind[] {
  const bare = topic
    .trim()
    .replace(/ (?:on|in|at) (?:the|this|that|an?|its) .+$| (?:shown|written|given|mentioned)$/i, '')
    .replace(/^(?:what|which|whose)\b ?(?:(?:is|are|was|were) )?(?:(?:the|there|an?|any) )?/i, '');
  return KINDS.filter((kind) => kind.called.test(bare));
}
