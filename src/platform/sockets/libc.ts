/** Linux on 64 bits, glibc: the numbers are the same on x64 and arm64, but for the layout of `epoll_event`. */
export const AF_INET = 2;
export const AF_INET6 = 10;
export const SOCK_DGRAM = 2;
export const SOCK_NONBLOCK = 0o4000;
export const SOCK_CLOEXEC = 0o2000000;
export const SOL_SOCKET = 1;
export const SO_REUSEADDR = 2;
export const SO_RCVBUF = 8;
export const IPPROTO_IPV6 = 41;
export const IPV6_V6ONLY = 26;
export const MSG_DONTWAIT = 0x40;
export const MSG_NOSIGNAL = 0x4000;
export const F_DUPFD_CLOEXEC = 1030;
export const O_CLOEXEC = 0o2000000;
export const EPOLL_CTL_ADD = 1;
export const EPOLLIN = 1;
/** `struct epoll_event` is packed on x64 only (epoll_ctl(2)). */
export const EPOLL_EVENT_WORDS = process.arch === 'x64' ? 3 : 4;
export const EPOLL_EVENT_DATA_WORD = process.arch === 'x64' ? 1 : 2;

/** An address in this process; 48 bits, so that a number holds it. */
export type Pointer = number;

/** Memory that C may read and write as long as this object is referenced. */
export interface NativeMemory {
  readonly buffer: ArrayBuffer;
  readonly address: Pointer;
}

/** What is needed of the C library. Calls give -1 when they fail, and `errno` tells why. */
export interface Libc {
  socket(family: number, type: number, protocol: number): number;
  bind(fd: number, address: Pointer, length: number): number;
  connect(fd: number, address: Pointer, length: number): number;
  getsockname(fd: number, address: Pointer, length: Pointer): number;
  setsockopt(fd: number, level: number, option: number, value: Pointer, length: number): number;
  getsockopt(fd: number, level: number, option: number, value: Pointer, length: Pointer): number;
  dup3(from: number, to: number, flags: number): number;
  fcntl(fd: number, operation: number, argument: number): number;
  close(fd: number): number;
  epollCreate(flags: number): number;
  epollCtl(epoll: number, operation: number, fd: number, event: Pointer): number;
  epollWait(epoll: number, events: Pointer, count: number, timeoutMs: number): number;
  recvfrom(
    fd: number,
    bytes: Pointer,
    length: number,
    flags: number,
    from: Pointer,
    fromLength: Pointer,
  ): number;
  recvmmsg(fd: number, messages: Pointer, count: number, flags: number, timeout: Pointer): number;
  sendmmsg(fd: number, messages: Pointer, count: number, flags: number): number;
  send(fd: number, bytes: Pointer, length: number, flags: number): number;
  sendto(fd: number, bytes: Pointer, length: number, flags: number, to: Pointer, toLength: number): number;
  /** The state of the clock, a word of it in the memory given; with no mode set nothing is changed (adjtimex(2)). */
  adjtimex(timex: Pointer): number;
  /** 0 for an interface there is not. */
  ifNameToIndex(name: string): number;
  inetPton(family: number, text: string, address: Pointer): number;
  inetNtop(family: number, address: Pointer, text: Pointer, length: number): Pointer;
  errno(): number;
  allocate(bytes: number): NativeMemory;
}

/** Undefined where it cannot be had: another system, another C library, or no binary of koffi for this machine. */
export async function loadLibc(): Promise<Libc | undefined> {
  const { platform, arch } = process;
  if (platform !== 'linux' || (arch !== 'x64' && arch !== 'arm64')) return undefined;
  try {
    const { default: koffi } = await import('koffi');
    return bindLibc(koffi);
  } catch {
    return undefined;
  }
}

function bindLibc(koffi: typeof import('koffi').default): Libc {
  const library = koffi.load('libc.so.6');
  // Pointers go as numbers: made once from memory that stays, they cost nothing per call.
  const call = (prototype: string): unknown => library.func(prototype.replaceAll('*', 'uintptr_t'));
  return {
    socket: call('int socket(int, int, int)') as Libc['socket'],
    bind: call('int bind(int, *, uint32_t)') as Libc['bind'],
    connect: call('int connect(int, *, uint32_t)') as Libc['connect'],
    getsockname: call('int getsockname(int, *, *)') as Libc['getsockname'],
    setsockopt: call('int setsockopt(int, int, int, *, uint32_t)') as Libc['setsockopt'],
    getsockopt: call('int getsockopt(int, int, int, *, *)') as Libc['getsockopt'],
    dup3: call('int dup3(int, int, int)') as Libc['dup3'],
    fcntl: call('int fcntl(int, int, int)') as Libc['fcntl'],
    close: call('int close(int)') as Libc['close'],
    epollCreate: call('int epoll_create1(int)') as Libc['epollCreate'],
    epollCtl: call('int epoll_ctl(int, int, int, *)') as Libc['epollCtl'],
    epollWait: call('int epoll_wait(int, *, int, int)') as Libc['epollWait'],
    recvfrom: call('int64_t recvfrom(int, *, size_t, int, *, *)') as Libc['recvfrom'],
    recvmmsg: call('int recvmmsg(int, *, uint32_t, int, *)') as Libc['recvmmsg'],
    sendmmsg: call('int sendmmsg(int, *, uint32_t, int)') as Libc['sendmmsg'],
    send: call('int64_t send(int, *, size_t, int)') as Libc['send'],
    sendto: call('int64_t sendto(int, *, size_t, int, *, uint32_t)') as Libc['sendto'],
    adjtimex: call('int adjtimex(*)') as Libc['adjtimex'],
    ifNameToIndex: call('uint32_t if_nametoindex(str)') as Libc['ifNameToIndex'],
    inetPton: call('int inet_pton(int, str, *)') as Libc['inetPton'],
    inetNtop: call('* inet_ntop(int, *, *, uint32_t)') as Libc['inetNtop'],
    errno: () => koffi.errno(),
    allocate: (bytes) => {
      const buffer = new ArrayBuffer(bytes);
      return { buffer, address: Number(koffi.address(buffer)) };
    },
  };
}
