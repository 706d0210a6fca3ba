import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { addTool, type ToolSurroundings } from './tool';
import { ask } from './tools/ask';
import { frame } from './tools/frame';
import { listVideos } from './tools/list-videos';
import { scenes } from './tools/scenes';
import { search } from './tools/search';
import { transcript } from './tools/transcript';

/** Told to the assistant once, when it connects. */
const INSTRUCTIONS = `Longtake holds videos on this computer that were indexed: what is seen, what is said and where the scenes are.
Name videos by the ids of list_videos. Times are seconds from a video's start; show them to people as [m:ss].
Use ask for questions with one answer, search for all places of something, transcript for the words, frame to look for yourself.
Where ask finds nothing (found is false), say so: its citations are then the nearest misses only.`;

/** The server with all its tools, each of which only reads. */
export function createMcpServer(version: string, around: ToolSurroundings): McpServer {
  const server = new McpServer(
    { name: 'longtake', title: 'Longtake', version },
    { instructions: INSTRUCTIONS },
  );
  addTool(server, around, listVideos);
  addTool(server, around, search);
  addTool(server, around, ask);
  addTool(server, around, transcript);
  addTool(server, around, scenes);
  addTool(server, around, frame);
  return server;
}
