// An assistant as the specs play it: the protocol's own client over the standard input and output of a real process.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { type ProgramOptions, startOfCommand } from './fixtures';
import { BUDGETS, lastLines, patiently } from './patience';

export interface Assistant extends AsyncDisposable {
  readonly client: Client;
  /** What came on standard output and was no message of the protocol, and other trouble of the connection. */
  readonly trouble: readonly Error[];
  call(name: string, given?: Record<string, unknown>): Promise<CallToolResult>;
}

export async function connectAssistant(
  program: ProgramOptions['program'],
  userData: string,
  options: readonly string[] = [],
): Promise<Assistant> {
  const transport = new StdioClientTransport({
    ...startOfCommand(program, userData, ['mcp', ...options]),
    stderr: 'ignore',
  });
  const client = new Client({ name: 'an assistant', version: '1' });
  const trouble: Error[] = [];
  client.onerror = (error) => trouble.push(error);
  await client.connect(transport);
  // With the tools' schemas at hand, the client checks every answer against them.
  await client.listTools();
  return {
    client,
    trouble,
    call: (name, given = {}) =>
      patiently(
        async () => (await lastLines(userData)).join('\n'),
        BUDGETS.answer,
        async () =>
          (await client.callTool({ name, arguments: given }, undefined, {
            timeout: BUDGETS.answer,
          })) as CallToolResult,
      ),
    [Symbol.asyncDispose]: () => client.close(),
  };
}

/** All text of an answer. */
export function textOf({ content }: CallToolResult): string {
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}
