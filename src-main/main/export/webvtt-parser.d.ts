/** The part of the W3C's reference parser that the tests use; the package brings no types. */
declare module 'webvtt-parser' {
  interface Node {
    readonly type: string;
    readonly value?: string;
    readonly children?: readonly Node[];
  }
  interface Cue {
    readonly startTime: number;
    readonly endTime: number;
    readonly text: string;
    readonly tree: { readonly children: readonly Node[] };
  }
  export class WebVTTParser {
    constructor(entities?: Readonly<Record<string, string>>);
    parse(
      text: string,
      mode: string,
    ): { readonly cues: readonly Cue[]; readonly errors: readonly { message: string; line: number }[] };
  }
}
