import { closeSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { DatagramReader, ReadSocket } from './datagram-reader.ts';
import {
  EPOLL_CTL_ADD,
  EPOLL_EVENT_DATA_WORD,
  EPOLL_EVENT_WORDS,
  EPOLLIN,
  type Libc,
  MSG_DONTWAIT,
  type NativeMemory,
  SOCK_CLOEXEC,
} from './libc.ts';
import { MessageVector } from './message-vector.ts';
import { ownDescriptor, systemError } from './owned-descriptor.ts';

const EVENTS = 256;
/** Datagrams read by one system call. */
const BATCH = 32;
const SLOT_BYTES = 65_536;
/** Datagrams dealt with before the event loop gets its turn. */
const TURN = 256;
/** The same for who asks for all that has come: what is left out misses the frame that is about to be made. */
const MOST_AT_ONCE = 2048;

/** How long datagrams gather before they are dealt with together, unless more is allowed. */
const BUSY_TICK_MS = 2;
/** The same when nothing came for `QUIET_AFTER_MS`: what is measured in packets of 20 ms can wait so long. */
const QUIET_TICK_MS = 20;
const QUIET_AFTER_MS = 1000;

/**
 * Reads all datagram sockets of one thread at a steady tick, because a wake-up costs more than what it brings. The
 * tick is slow while nothing comes, and without sockets there is none.
 */
export class DatagramPoller implements DatagramReader {
  readonly #libc: Libc;
  readonly #received: MessageVector;
  readonly #eventMemory: NativeMemory;
  readonly #events: Int32Array;
  readonly #sockets: (ReadSocket | undefined)[] = [];
  /** By descriptor, the number of the read it was last ready in. */
  readonly #readAt: number[] = [];
  #reads = 0;
  #open = 0;
  #epoll = -1;
  #timer: NodeJS.Timeout | undefined;
  #next: NodeJS.Immediate | undefined;
  #heardAtMs = 0;
  #busyTickMs = BUSY_TICK_MS;

  constructor(libc: Libc) {
    this.#libc = libc;
    this.#received = new MessageVector(libc, BATCH, SLOT_BYTES);
    this.#eventMemory = libc.allocate(EVENTS * EPOLL_EVENT_WORDS * 4);
    this.#events = new Int32Array(this.#eventMemory.buffer);
  }

  add(socket: ReadSocket): void {
    if (this.#epoll === -1) this.#start();
    const events = this.#events;
    events.fill(0, 0, EPOLL_EVENT_WORDS);
    events[0] = EPOLLIN;
    events[EPOLL_EVENT_DATA_WORD] = socket.fd;
    if (this.#libc.epollCtl(this.#epoll, EPOLL_CTL_ADD, socket.fd, this.#eventMemory.address) !== 0) {
      throw systemError(this.#libc);
    }
    this.#sockets[socket.fd] = socket;
    this.#readAt[socket.fd] = -1;
    this.#open++;
  }

  /** Before its descriptor is closed, which takes it out of the epoll set. */
  remove(socket: ReadSocket): void {
    if (this.#sockets[socket.fd] !== socket) return;
    this.#sockets[socket.fd] = undefined;
    this.#open--;
    if (this.#open === 0) this.#stop();
  }

  readNow(): void {
    if (this.#epoll === -1) return;
    this.#timer?.refresh();
    if (this.#read(MOST_AT_ONCE) > 0) this.#heardAtMs = performance.now();
  }

  mayGather(ms: number): void {
    this.#busyTickMs = ms;
  }

  #start(): void {
    const epoll = this.#libc.epollCreate(SOCK_CLOEXEC);
    if (epoll === -1) throw systemError(this.#libc);
    this.#epoll = ownDescriptor(this.#libc, epoll);
    this.#heardAtMs = performance.now();
    this.#arm(BUSY_TICK_MS);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#next);
    closeSync(this.#epoll);
    this.#epoll = -1;
  }

  #arm(delayMs: number): void {
    // All sockets may have been closed, and others opened, while the last tick was read.
    clearTimeout(this.#timer);
    clearImmediate(this.#next);
    this.#timer = setTimeout(() => this.#tick(), delayMs);
  }

  #tick(): void {
    const nowMs = performance.now();
    // Before reading: what the packets take is part of the tick, not added to it.
    this.#arm(nowMs - this.#heardAtMs < QUIET_AFTER_MS ? this.#busyTickMs : QUIET_TICK_MS);
    const count = this.#read(TURN);
    if (count > 0) this.#heardAtMs = nowMs;
    if (count < TURN || this.#epoll === -1) return;
    // More waits than one turn takes: waiting for the next tick would let it run over.
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#next = setImmediate(() => this.#tick());
  }

  /** Reads what is there, some `most`, and gives it to its sockets; tells how many datagrams there were. */
  #read(most: number): number {
    this.#reads++;
    let total = 0;
    let taken = 1;
    while (total < most && taken > 0 && this.#epoll !== -1) {
      taken = 0;
      const count = this.#libc.epollWait(this.#epoll, this.#eventMemory.address, EVENTS, 0);
      for (let i = 0; i < count; i++) {
        const fd = this.#events[i * EPOLL_EVENT_WORDS + EPOLL_EVENT_DATA_WORD] as number;
        const socket = this.#sockets[fd];
        if (socket) taken += this.#take(socket);
      }
      total += taken;
    }
    return total;
  }

  /**
   * A socket of one stream mostly holds one datagram, and asking for one is cheaper than asking for many. Who holds
   * more shows again before the read is over, and is asked for many. The kernel looks after each socket once either
   * way: now, or at the next tick.
   */
  #take(socket: ReadSocket): number {
    const received = this.#received;
    const { fd } = socket;
    let count = 1;
    if (this.#readAt[fd] === this.#reads) {
      count = this.#libc.recvmmsg(fd, received.headerPointer(0), BATCH, MSG_DONTWAIT, 0);
    } else {
      this.#readAt[fd] = this.#reads;
      const name = received.namePointer(0);
      const length = received.nameLengthPointer(0);
      const bytes = this.#libc.recvfrom(fd, received.slotPointer(0), SLOT_BYTES, MSG_DONTWAIT, name, length);
      if (bytes < 0) return 0;
      received.setReceived(0, bytes);
    }
    if (count <= 0) return 0;
    received.renewRoom(count);
    socket.take(received, count);
    return count;
  }
}
