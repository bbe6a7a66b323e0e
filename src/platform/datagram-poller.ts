import { closeSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import {
  EPOLL_CTL_ADD,
  EPOLL_EVENT_DATA_WORD,
  EPOLL_EVENT_WORDS,
  EPOLLET,
  EPOLLIN,
  type Libc,
  MSG_DONTWAIT,
  type NativeMemory,
  type ReadinessWatch,
  SOCK_CLOEXEC,
} from './libc.ts';
import { MessageVector } from './message-vector.ts';
import { ownDescriptor, systemError } from './owned-descriptor.ts';

/** A socket as the poller sees it. */
export interface PolledSocket {
  readonly fd: number;
  /** Datagrams `0` to `count - 1` of the vector are for it. */
  take(received: MessageVector, count: number): void;
}

const EVENTS = 256;
/** Datagrams read by one system call. */
const BATCH = 32;
const SLOT_BYTES = 65_536;
/** Datagrams dealt with before the event loop gets its turn. */
const TURN = 256;

/** How long datagrams gather before they are dealt with together. */
const TICK_MS = Number(process.env['TICK'] ?? 1);
/** Wake-ups closer together than this are a stream worth ticking for. */
const CLOSE_MS = 1.5;
const CLOSE_WAKE_UPS = 8;
/** The tick ends when so many in a row brought fewer datagrams than there were ticks. */
const WINDOW_TICKS = 32;

/**
 * Reads all datagram sockets of one thread. At rest and in light traffic it waits for readiness, so that silence
 * costs nothing and a first packet waits for nothing. In dense traffic it reads every millisecond instead: a
 * wake-up costs more than what it brings.
 */
export class DatagramPoller {
  readonly #libc: Libc;
  readonly #received: MessageVector;
  readonly #eventMemory: NativeMemory;
  readonly #events: Int32Array;
  readonly #sockets: (PolledSocket | undefined)[] = [];
  readonly #beforeRead: () => void;
  readonly #afterRead: () => void;
  #open = 0;
  #epoll = -1;
  #watch: ReadinessWatch | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Sockets that may hold more than was read. */
  #unfinished: PolledSocket[] = [];
  #wokenAtMs = 0;
  #closeWakeUps = 0;
  #ticks = 0;
  #datagrams = 0;

  constructor(libc: Libc, user: { readonly beforeRead: () => void; readonly afterRead: () => void }) {
    this.#libc = libc;
    this.#beforeRead = user.beforeRead;
    this.#afterRead = user.afterRead;
    this.#received = new MessageVector(libc, BATCH, SLOT_BYTES);
    this.#eventMemory = libc.allocate(EVENTS * EPOLL_EVENT_WORDS * 4);
    this.#events = new Int32Array(this.#eventMemory.buffer);
  }

  add(socket: PolledSocket): void {
    if (this.#epoll === -1) this.#start();
    const events = this.#events;
    events.fill(0, 0, EPOLL_EVENT_WORDS);
    events[0] = EPOLLIN | EPOLLET;
    events[EPOLL_EVENT_DATA_WORD] = socket.fd;
    if (this.#libc.epollCtl(this.#epoll, EPOLL_CTL_ADD, socket.fd, this.#eventMemory.address) !== 0) {
      throw systemError(this.#libc);
    }
    this.#sockets[socket.fd] = socket;
    this.#open++;
  }

  /** Before its descriptor is closed, which takes it out of the epoll set. */
  remove(socket: PolledSocket): void {
    if (this.#sockets[socket.fd] !== socket) return;
    this.#sockets[socket.fd] = undefined;
    this.#open--;
    if (this.#open === 0) this.#stop();
  }

  #start(): void {
    const epoll = this.#libc.epollCreate(SOCK_CLOEXEC);
    if (epoll === -1) throw systemError(this.#libc);
    this.#epoll = ownDescriptor(this.#libc, epoll);
    this.#watch = this.#libc.watch(this.#epoll, () => this.#woken());
    this.#watch.start();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#watch?.close();
    this.#watch = undefined;
    closeSync(this.#epoll);
    this.#epoll = -1;
    this.#unfinished = [];
  }

  #woken(): void {
    const nowMs = performance.now();
    this.#closeWakeUps = nowMs - this.#wokenAtMs < CLOSE_MS ? this.#closeWakeUps + 1 : 0;
    this.#wokenAtMs = nowMs;
    this.#read();
    if (this.#watch === undefined) return;
    if (this.#closeWakeUps < CLOSE_WAKE_UPS && this.#unfinished.length === 0) return;
    this.#watch.stop();
    this.#ticks = 0;
    this.#datagrams = 0;
    this.#timer = setTimeout(() => this.#tick(), TICK_MS);
  }

  #tick(): void {
    this.#ticks++;
    this.#datagrams += this.#read();
    if (this.#watch === undefined) return;
    if (this.#ticks >= WINDOW_TICKS && this.#unfinished.length === 0) {
      if (this.#datagrams < this.#ticks) {
        this.#timer = undefined;
        this.#closeWakeUps = 0;
        this.#watch.start();
        return;
      }
      this.#ticks = 0;
      this.#datagrams = 0;
    }
    this.#timer?.refresh();
  }

  /** Reads what is there and gives it to its sockets; tells how many datagrams there were. */
  #read(): number {
    this.#beforeRead();
    let total = 0;
    const unfinished = this.#unfinished;
    this.#unfinished = [];
    for (const socket of unfinished) total += this.#drain(socket, TURN);
    while (total < TURN && this.#epoll !== -1) {
      const count = this.#libc.epollWait(this.#epoll, this.#eventMemory.address, EVENTS, 0);
      for (let i = 0; i < count; i++) {
        const fd = this.#events[i * EPOLL_EVENT_WORDS + EPOLL_EVENT_DATA_WORD] as number;
        const socket = this.#sockets[fd];
        if (socket) total += this.#drain(socket, TURN - total);
      }
      if (count < EVENTS) break;
    }
    this.#afterRead();
    return total;
  }

  /** An edge is told once: what is not read now must be remembered. */
  #drain(socket: PolledSocket, most: number): number {
    const received = this.#received;
    let total = 0;
    do {
      const count = this.#libc.recvmmsg(socket.fd, received.headerPointer(0), BATCH, MSG_DONTWAIT, 0);
      if (count <= 0) return total;
      total += count;
      socket.take(received, count);
      // A batch that is not full has ended at an empty queue.
      if (count < BATCH || this.#sockets[socket.fd] !== socket) return total;
    } while (total < most);
    this.#unfinished.push(socket);
    return total;
  }
}
