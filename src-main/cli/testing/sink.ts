/** An output of the command line that keeps what is written to it. */
export class Sink {
  text = '';
  columns = 60;
  constructor(readonly isTTY = false) {}
  onWrite: (text: string) => unknown = () => undefined;
  write(text: string): void {
    this.text += text;
    this.onWrite(text);
  }
}
