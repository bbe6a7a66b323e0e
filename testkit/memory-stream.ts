import type { Clock } from '../src/base/clock.ts';
import type { MessageConnection, SocketAddress, StreamConnection } from '../src/base/sockets.ts';

interface Wire {
  readonly clock: Clock;
  readonly near: SocketAddress;
  readonly far: SocketAddress;
  readonly conditions: () => {
    readonly delayMs: number;
    readonly jitterMs: number;
    readonly chunkBytes: number;
  };
  readonly jitter: (limitMs: number) => number;
  readonly tap: (bytes: Uint8Array, from: SocketAddress, to: SocketAddress) => void;
}

/** The two ends of one stream. */
export function connectPair(wire: Wire): readonly [near: MemoryConnection, far: MemoryConnection] {
  const near = new MemoryConnection(wire, wire.near, wire.far);
  const far = new MemoryConnection(wire, wire.far, wire.near);
  near.attach(far);
  far.attach(near);
  return [near, far];
}

/** One end of a stream in memory: reliable, in order, delivered in pieces of a chosen size. */
export class MemoryConnection implements StreamConnection {
  readonly local: SocketAddress;
  readonly remote: SocketAddress;
  onData: (bytes: Uint8Array) => void = () => {};
  onClose: () => void = () => {};
  /** For the host's book-keeping, beside the owner's `onClose`. */
  onGone: () => void = () => {};
  readonly #wire: Wire;
  #peer: MemoryConnection | undefined;
  #state: 'open' | 'ending' | 'closed' = 'open';
  #lastArrivalMs = 0;
  #inFlightBytes = 0;
  #reading = true;
  readonly #unread: (() => void)[] = [];

  constructor(wire: Wire, local: SocketAddress, remote: SocketAddress) {
    this.#wire = wire;
    this.local = local;
    this.remote = remote;
  }

  attach(peer: MemoryConnection): void {
    this.#peer = peer;
  }

  get bufferedBytes(): number {
    return this.#inFlightBytes;
  }

  get open(): boolean {
    return this.#state === 'open';
  }

  write(bytes: Uint8Array): void {
    if (this.#state !== 'open') return;
    const copy = Uint8Array.from(bytes);
    this.#wire.tap(copy, this.local, this.remote);
    this.#inFlightBytes += copy.length;
    this.arriveLater((peer) => {
      peer.#take(copy, () => {
        this.#inFlightBytes -= copy.length;
      });
    });
  }

  end(): void {
    if (this.#state !== 'open') return;
    this.#state = 'ending';
    this.arriveLater((peer) => {
      peer.#unreadOrNow(() => peer.#close());
      this.#close();
    });
  }

  destroy(): void {
    if (this.#state === 'closed') return;
    this.#close();
    this.arriveLater((peer) => peer.#close());
  }

  /** Stops taking bytes in, as a peer does that never reads: what is sent to it stays buffered at the sender. */
  pauseReading(): void {
    this.#reading = false;
  }

  resumeReading(): void {
    this.#reading = true;
    for (const take of this.#unread.splice(0)) take();
  }

  protected arriveLater(arrive: (peer: MemoryConnection) => void): void {
    const peer = this.#peer;
    if (!peer) return;
    const { delayMs, jitterMs } = this.#wire.conditions();
    const nowMs = this.#wire.clock.now();
    const arrivalMs = Math.max(this.#lastArrivalMs, nowMs + delayMs + this.#wire.jitter(jitterMs));
    this.#lastArrivalMs = arrivalMs;
    this.#wire.clock.schedule(arrivalMs - nowMs, () => arrive(peer));
  }

  #take(bytes: Uint8Array, taken: () => void): void {
    this.#unreadOrNow(() => {
      taken();
      const { chunkBytes } = this.#wire.conditions();
      for (let start = 0; start < bytes.length && this.#state !== 'closed'; start += chunkBytes) {
        this.onData(bytes.slice(start, start + chunkBytes));
      }
    });
  }

  #unreadOrNow(take: () => void): void {
    if (this.#reading) take();
    else this.#unread.push(take);
  }

  #close(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.onGone();
    this.onClose();
  }
}

/** The two ends of one WebSocket: what is written at one end is one message at the other. */
export function connectMessagePair(
  wire: Wire,
  secure: boolean,
): readonly [near: MemoryMessageConnection, far: MemoryMessageConnection] {
  const whole: Wire = {
    ...wire,
    conditions: () => ({ ...wire.conditions(), chunkBytes: Number.POSITIVE_INFINITY }),
  };
  const near = new MemoryMessageConnection(whole, wire.near, wire.far, secure);
  const far = new MemoryMessageConnection(whole, wire.far, wire.near, secure);
  near.attach(far);
  far.attach(near);
  return [near, far];
}

export class MemoryMessageConnection extends MemoryConnection implements MessageConnection {
  readonly secure: boolean;
  onPong: () => void = () => {};
  /** False: as one whose machine sleeps. */
  answersPings = true;

  constructor(wire: Wire, local: SocketAddress, remote: SocketAddress, secure: boolean) {
    super(wire, local, remote);
    this.secure = secure;
  }

  ping(): void {
    if (!this.open) return;
    this.arriveLater((peer) => {
      if (peer instanceof MemoryMessageConnection && peer.open && peer.answersPings) peer.#pong();
    });
  }

  #pong(): void {
    this.arriveLater((peer) => {
      if (peer instanceof MemoryMessageConnection && peer.open) peer.onPong();
    });
  }
}
