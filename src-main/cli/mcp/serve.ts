import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Context } from '../context';
import { EXIT } from '../exit-codes';
import type { Result } from '../result';
import { createMcpServer } from './server';

/**
 * Serves an assistant over standard input and output until it closes the one or ends the process. Nothing but the protocol
 * goes to standard output; what nobody foresaw is told on standard error.
 */
export async function serveMcp(context: Context): Promise<Result> {
  const { version, signal, stdin } = context.around;
  const server = createMcpServer(version, {
    services: () => context.readOnly(),
    onUnexpected: (error) =>
      context.tell(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });
  const ended = new Promise<void>((resolve) => {
    stdin.once('end', resolve);
    stdin.once('close', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.connect(new StdioServerTransport(stdin));
  await ended;
  await server.close();
  return { exitCode: EXIT.ok, text: '', document: {} };
}
