/** Of a place in code the part that is the program's own: from its build folder, its sources or its packages on. */
const OWN = /(?:^|[\\/])((?:out|src-main|src-shared|node_modules)[\\/][\w@.\\/+-]+:\d+:\d+)$/;
const RUNTIME = /^(?:node|electron):[\w/.-]+(?::\d+:\d+)?$/;
const FUNCTION = /^(?:(?:async|new) )*[\w$.#<>]+(?: \[as [\w$.#]+\])?$/;

/** A line of a stack without anybody's folders; null where it is none. */
export function frameOf(line: string): string | null {
  const [, indent, rest] = /^(\s+)at (.*)$/.exec(line) ?? [];
  if (indent === undefined || rest === undefined) return null;
  const [, name, place = ''] = /^(.*?) ?\((.*)\)$/.exec(rest) ?? [
    undefined,
    undefined,
    rest.replace(/^async /, ''),
  ];
  const shown = RUNTIME.test(place) || place === '<anonymous>' ? place : (OWN.exec(place)?.[1] ?? '[path]');
  const called = name === undefined ? '' : FUNCTION.test(name) ? name : '[function]';
  return `    at ${called === '' ? shown : `${called} (${shown})`}`;
}
