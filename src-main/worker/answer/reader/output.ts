import { re } from '../shapes';
import { CARDINALS, numberWord } from './number-words';
import type { Output } from './query';

/** Never with "the": a table or a list that is there is seen in the film. */
const A_TABLE = '(?:an? (?:table|spreadsheet)|(?:a )?table (?:form|format))';
const A_LIST =
  '(?:an? (?:(?:bullet(?:ed)?|bullet[ -]point) )?list|(?:a )?list form|bullets|(?:bullet )?points)';
const COUNT = `(?:just |only |about |exactly |at most )*(?<n>\\d{1,2}|an?|${CARDINALS.join('|')})`;
const SENTENCES = `${COUNT} (?:short )?(?:sentences?|lines?)`;
const AS = '(?:as|in|into|in the form of)';

const TABLE_OF = re(
  `^(?:(?:make|give|show|create|write|draw|build)(?: me)? )?(?:an? )?table (?:of|with|for|showing|listing) (?:all )?(?:of )?(?!contents\\b)(?<what>.+?)(?:,? (?:with|and|by) (?:the |their |its |all )*(?:times?|time ?codes?|timestamps?|places?))*$`,
);
const AT_END = re(
  `^(?<rest>.*?)[,:]? (?:please )?${AS} (?:(?<table>${A_TABLE})|(?<list>${A_LIST})|${SENTENCES})$`,
);
const AT_START = re(`^${AS} (?:(?<table>${A_TABLE})|(?<list>${A_LIST})|${SENTENCES})[,:]? (?<rest>.+)$`);
const ALONE = re(
  `^(?:(?:put|show|give|make)(?: me)? (?:it|that|this) )?${AS} (?:(?<table>${A_TABLE})|(?<list>${A_LIST})|${SENTENCES})$`,
);
/** What is asked for by itself; anything else is a thing to be listed. */
const ASKS = /^(?:what|which|who|when|where|how|every|everything|all|list|scenes?|shots?|cuts?|chapters?)\b/i;

/**
 * Takes the form that an answer is to have out of a question: "list the animals as a table", "in one sentence, what is it about".
 * @param question normalised
 */
export function takeOutput(question: string): { readonly rest: string; readonly output: Output | null } {
  const table = TABLE_OF.exec(question)?.groups?.what;
  if (table !== undefined)
    return { rest: ASKS.test(table) ? table : `list ${table}`, output: { kind: 'table' } };
  const found = ALONE.exec(question) ?? AT_START.exec(question) ?? AT_END.exec(question);
  if (!found?.groups) return { rest: question, output: null };
  const { rest = '', table: asTable, list, n = '' } = found.groups;
  if (asTable !== undefined) return { rest, output: { kind: 'table' } };
  if (list !== undefined) return { rest, output: { kind: 'list' } };
  return { rest, output: { kind: 'sentences', count: Math.max(1, numberWord(n) || Number(n) || 1) } };
}
