import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { z } from 'zod';
import { toUserError } from '../../../src-shared/errors';
import { LibraryMissing } from '../../base/library/errors';
import type { Services } from '../../main/services';
import { NoLibraryYet } from '../errors';

/** What a call of a tool works with. */
export interface Call {
  /** Opened for reading. */
  readonly services: Services;
  /** Aborted when the client cancels the call. */
  readonly signal: AbortSignal;
}

export interface ToolAnswer<Data> {
  /** For the reader: a person, or a model that takes no structured content. */
  readonly text: string;
  readonly data: Data;
  readonly jpeg?: Uint8Array;
}

/** A tool as it is offered: what it takes and gives as schemas, and what it does. */
export interface Tool<In extends z.ZodObject, Out extends z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: In;
  readonly output: Out;
  run(input: z.output<In>, call: Call): Promise<ToolAnswer<z.input<Out>>>;
}

export interface ToolSurroundings {
  /** The services of the library, opened when first needed. @throws what opening throws */
  readonly services: () => Services;
  /** Told of what nobody foresaw: the client hears a general sentence. */
  readonly onUnexpected: (error: unknown) => void;
}

/** Nothing that these tools do changes anything, here or elsewhere. */
const READS_ONLY = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };

/** Offers a tool; its failures become the user's words, as results that say so. */
export function addTool<In extends z.ZodObject, Out extends z.ZodObject>(
  server: McpServer,
  around: ToolSurroundings,
  tool: Tool<In, Out>,
): void {
  const { title, description, input, output } = tool;
  const config = { title, description, inputSchema: input, outputSchema: output, annotations: READS_ONLY };
  server.registerTool<z.ZodObject, z.ZodObject>(tool.name, config, async (given, { signal }) => {
    try {
      const call = { services: around.services(), signal };
      const { text, data, jpeg } = await tool.run(given as z.output<In>, call);
      const picture = jpeg && {
        type: 'image' as const,
        data: Buffer.from(jpeg).toString('base64'),
        mimeType: 'image/jpeg',
      };
      return {
        content: [{ type: 'text', text }, ...(picture ? [picture] : [])],
        structuredContent: data,
      };
    } catch (error) {
      // Nobody waits for the answer any more, and a call that was cancelled has not failed.
      signal.throwIfAborted();
      const { code, message, remedy } = toUserError(inWords(error));
      if (code === 'Internal') around.onUnexpected(error);
      return { isError: true, content: [{ type: 'text', text: `${message} ${remedy}` }] };
    }
  });
}

/** Where the library lies is nothing that an assistant needs to know. */
function inWords(error: unknown): unknown {
  return error instanceof LibraryMissing ? new NoLibraryYet() : error;
}
