import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { performance } from 'node:perf_hooks';
import type { DatagramReader, ReadingUser, ReadSocket } from './datagram-reader.ts';
import {
  F_DUPFD_CLOEXEC,
  type Libc,
  MSG_DONTWAIT,
  type NativeMemory,
  SO_REUSEADDR,
  SOL_SOCKET,
} from './libc.ts';
import { MessageVector } from './message-vector.ts';
import { systemError } from './owned-descriptor.ts';

/** Datagrams read by one system call. */
const BATCH = 32;
const SLOT_BYTES = 65_536;
/** Datagrams dealt with before the event loop gets its turn. */
const TURN = 256;

/** So many wake-ups within `BUSY_WITHIN_MS` are many: from here on a tick costs less than they do. */
const BUSY_WAKES = 10;
const BUSY_WITHIN_MS = 20;
/** How long datagrams gather while many come. */
const TICK_MS = 2;
/** After so long without any, the next one wakes the thread again. */
const QUIET_AFTER_MS = 50;

interface Reading {
  readonly socket: ReadSocket;
  /** Node's own socket on a copy of the descriptor, which wakes the thread. None while datagrams gather. */
  watcher: Socket | undefined;
  wakes: number;
  countedFromMs: number;
  heardAtMs: number;
}

/**
 * Reads sockets whose datagrams must be dealt with at once while few come, and together while many do, because a
 * wake-up costs more than what it brings. What wakes the thread is a socket of node:dgram that shares the
 * descriptor: nothing of ours runs outside of Node's callbacks. It reads the first datagram, the batch the others.
 */
export class WakingDatagramReader implements DatagramReader {
  readonly #libc: Libc;
  readonly #user: ReadingUser;
  readonly #received: MessageVector;
  readonly #off: NativeMemory;
  readonly #readings = new Map<ReadSocket, Reading>();
  readonly #gathering = new Set<Reading>();
  #timer: NodeJS.Timeout | undefined;

  constructor(libc: Libc, user: ReadingUser) {
    this.#libc = libc;
    this.#user = user;
    this.#received = new MessageVector(libc, BATCH, SLOT_BYTES);
    this.#off = libc.allocate(4);
  }

  /** Throws a system error when there are no more descriptors. */
  add(socket: ReadSocket): void {
    const reading: Reading = { socket, watcher: undefined, wakes: 0, countedFromMs: 0, heardAtMs: 0 };
    reading.watcher = this.#watch(reading);
    this.#readings.set(socket, reading);
  }

  remove(socket: ReadSocket): void {
    const reading = this.#readings.get(socket);
    if (reading === undefined) return;
    this.#readings.delete(socket);
    this.#gathering.delete(reading);
    reading.watcher?.close();
    reading.watcher = undefined;
  }

  #watch(reading: Reading): Socket {
    const { fd, family } = reading.socket;
    const copy = this.#libc.fcntl(fd, F_DUPFD_CLOEXEC, 0);
    if (copy === -1) throw systemError(this.#libc);
    const watcher = createSocket(family === 'ipv6' ? 'udp6' : 'udp4');
    // Stays for good: an error of the network must not end the process.
    watcher.on('error', () => {});
    watcher.on('message', (bytes: Buffer, from: RemoteInfo) => this.#onWake(reading, bytes, from));
    watcher.bind({ fd: copy, exclusive: true });
    // Node lets others bind the port of a descriptor that it is given.
    this.#libc.setsockopt(copy, SOL_SOCKET, SO_REUSEADDR, this.#off.address, 4);
    return watcher;
  }

  #onWake(reading: Reading, bytes: Uint8Array, from: RemoteInfo): void {
    this.#user.beforeRead();
    reading.socket.takeOne(bytes, from.address, from.port);
    this.#drain(reading);
    this.#user.afterRead();
    this.#countWake(reading);
  }

  #countWake(reading: Reading): void {
    const nowMs = performance.now();
    if (nowMs - reading.countedFromMs > BUSY_WITHIN_MS) {
      reading.countedFromMs = nowMs;
      reading.wakes = 0;
    }
    reading.wakes += 1;
    if (reading.wakes >= BUSY_WAKES && reading.watcher !== undefined) this.#gather(reading, nowMs);
  }

  #gather(reading: Reading, nowMs: number): void {
    reading.watcher?.close();
    reading.watcher = undefined;
    reading.heardAtMs = nowMs;
    this.#gathering.add(reading);
    this.#timer ??= setTimeout(this.#tick, TICK_MS);
  }

  readonly #tick = (): void => {
    this.#timer = undefined;
    const nowMs = performance.now();
    this.#user.beforeRead();
    for (const reading of this.#gathering) {
      if (this.#drain(reading)) reading.heardAtMs = nowMs;
    }
    this.#user.afterRead();
    for (const reading of this.#gathering) {
      if (nowMs - reading.heardAtMs > QUIET_AFTER_MS) this.#wakeAgain(reading);
    }
    if (this.#gathering.size > 0) this.#timer ??= setTimeout(this.#tick, TICK_MS);
  };

  #wakeAgain(reading: Reading): void {
    try {
      reading.watcher = this.#watch(reading);
      this.#gathering.delete(reading);
    } catch {
      // No descriptor to be had: it is read by the tick as before, and the next one tries again.
    }
  }

  /** Reads what is there, within bounds; what is left shows at the next tick or wake-up. False: nothing was there. */
  #drain({ socket }: Reading): boolean {
    const received = this.#received;
    let total = 0;
    let count = BATCH;
    while (count === BATCH && total < TURN && this.#readings.has(socket)) {
      count = this.#libc.recvmmsg(socket.fd, received.headerPointer(0), BATCH, MSG_DONTWAIT, 0);
      if (count <= 0) break;
      received.renewRoom(count);
      socket.take(received, count);
      total += count;
    }
    return total > 0;
  }
}
