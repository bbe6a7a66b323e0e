import type { IncomingMessage } from 'node:http';

/** What a stream says until `end` came, or until it was over. */
export async function readUntil(response: IncomingMessage, end: string): Promise<string> {
  let text = '';
  response.setEncoding('utf8');
  for (;;) {
    const piece: string | null = response.read();
    if (piece !== null) text += piece;
    if (text.includes(end) || response.readableEnded || response.destroyed) return text;
    await new Promise((resolve) => {
      for (const event of ['readable', 'end', 'close', 'error']) response.once(event, resolve);
    });
  }
}
