import type { Framer, FrameSink } from './framer.ts';

const CR = 0x0d;
const LF = 0x0a;
const PING_BYTES = 4;

/** Over a WebSocket every message comes whole (RFC 7118 §5); line breaks alone keep the connection alive. */
export class MessageFramer implements Framer {
  readonly started = false;
  readonly #sink: Pick<FrameSink, 'onMessage' | 'onPing'>;
  #stopped = false;

  constructor(sink: Pick<FrameSink, 'onMessage' | 'onPing'>) {
    this.#sink = sink;
  }

  push(message: Uint8Array): void {
    if (this.#stopped) return;
    if (!message.every((byte) => byte === CR || byte === LF)) this.#sink.onMessage(message);
    else if (message.length >= PING_BYTES) this.#sink.onPing();
  }

  stop(): void {
    this.#stopped = true;
  }
}
