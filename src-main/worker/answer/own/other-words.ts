// A few words of the languages that no built-in reader reads, as far as they show whether a model kept to the question: numbers,
// negations, and what asks for an amount or for a person.

/** Numbers as words, from two: those for one are articles too. */
const NUMBERS: Readonly<Record<string, string>> = {
  2: 'two twee deux dos due dois duas två dwa 二 两 два две',
  3: 'three drie trois tres tre três trzy 三 три',
  4: 'four vier quatre cuatro quattro quatro fyra cztery 四 четыре',
  5: 'five vijf cinq cinco cinque fem pięć 五 пять',
  6: 'six zes seis sei sex sześć 六 шесть',
  7: 'seven zeven sept siete sette sete sju siedem 七 семь',
  8: 'eight acht huit ocho otto oito åtta osiem 八 восемь',
  9: 'nine negen neuf nueve nove nio dziewięć 九 девять',
  10: 'ten tien dix diez dieci dez tio dziesięć 十 десять',
  12: 'twelve twaalf douze doce dodici doze tolv dwanaście 十二 двенадцать',
  15: 'fifteen vijftien quinze quince quindici femton piętnaście 十五 пятнадцать',
  20: 'twenty twintig vingt veinte venti vinte tjugo dwadzieścia 二十 двадцать',
  30: 'thirty dertig trente treinta trenta trinta trettio trzydzieści 三十 тридцать',
  40: 'forty veertig quarante cuarenta quaranta quarenta fyrtio 四十 сорок',
  45: '四十五',
  50: 'fifty vijftig cinquante cincuenta cinquanta cinquenta femtio 五十 пятьдесят',
  60: 'sixty zestig soixante sesenta sessanta sessenta sextio 六十 шестьдесят',
};
const BY_WORD = new Map(
  Object.entries(NUMBERS).flatMap(([n, words]) => words.split(' ').map((word) => [word, n] as const)),
);
const HAN = /[一二两三四五六七八九十]+/gu;

/** Numbers of a text as figures, each part of a clock by itself and without leading noughts; those of words among them. */
export function numbersIn(text: string): string[] {
  const lower = text.normalize('NFKC').toLowerCase();
  const figures = [...lower.matchAll(/\p{Nd}+/gu)].map(([digits]) => String(Number(digits)));
  const spelled = lower.match(/\p{L}+/gu) ?? [];
  const han = lower.match(HAN) ?? [];
  return [...figures, ...[...spelled, ...han].flatMap((word) => BY_WORD.get(word) ?? [])];
}

const NEGATIONS = new Set(
  `no not none never nobody nothing neither without isn aren doesn don didn hasn haven wasn weren kein keine keinen niemand nichts nie
   niet geen niemand niets nooit nergens zonder pas aucun aucune jamais rien sans ningún ninguna ningun nadie nada nunca sin non nessuno
   nessuna niente senza mai não nao ninguém ninguem sem nenhum nenhuma inte ingen inget aldrig nie nikt nic bez нет не никого ничего без`.split(
    /\s+/,
  ),
);
const UNSPACED_NEGATIONS = /没有|沒有|不|没|沒|无|無|ない|ません|いない/u;

/** Whether a question holds a "not" of any of these languages. */
export function isNegated(text: string): boolean {
  return holds(text, NEGATIONS, UNSPACED_NEGATIONS);
}

/** Of "how many", "how long", "how often", and of who wants to know how long something takes. */
const AMOUNTS = new Set(
  `how number count length duration many much often long wieviel wieviele viele viel lange lang oft anzahl dauert hoeveel vaak aantal duurt
   combien nombre souvent longtemps dure durée fois cuánto cuánta cuántos cuántas cuanto cuantos cuantas dura veces número duración quanto
   quanta quanti quante durata volte quantos quantas vezes tempo många länge ofta ile długo często сколько долго часто`.split(
    /\s+/,
  ),
);
const UNSPACED_AMOUNTS = /多少|几|幾|多长|多長|多久|何|いくつ|どのくらい|どれくらい/u;

/** Whether a question may ask for an amount: how many, how often, how long. */
export function asksHowMuch(text: string): boolean {
  return holds(text, AMOUNTS, UNSPACED_AMOUNTS);
}

/** Of "who". */
const WHO = new Set(
  `who whose whom somebody someone wer wem wessen wie wiens qui quién quiénes quien quienes chi quem vem kto кто`.split(
    /\s+/,
  ),
);
const UNSPACED_WHO = /谁|誰|哪位/u;

/** Whether a question may ask who does something. */
export function asksWho(text: string): boolean {
  return holds(text, WHO, UNSPACED_WHO);
}

function holds(text: string, words: ReadonlySet<string>, unspaced: RegExp): boolean {
  const lower = text.normalize('NFKC').toLowerCase();
  return (lower.match(/\p{L}+/gu) ?? []).some((word) => words.has(word)) || unspaced.test(lower);
}
