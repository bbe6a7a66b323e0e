/** Asks a process by Node's inspector how much is left of its main thread's heap when the garbage is collected. */

/** Collections until nothing more falls away: what one frees may be all that held something else. */
const COLLECTIONS = 3;

/** The process was started with this `--inspect-port`; SIGUSR1 opens it on 127.0.0.1. */
export class LiveHeap {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #count = 0;

  static async open(pid: number, port: number): Promise<LiveHeap> {
    process.kill(pid, 'SIGUSR1');
    const socket = new WebSocket(await inspectorUrl(port));
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = () => reject(new Error('the inspector does not answer'));
    });
    return new LiveHeap(socket);
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
      if (id !== undefined) this.#waiting.get(id)?.(result);
    };
  }

  /** The heap but for compiled code, and what is kept outside it for it, in bytes. */
  async measure(): Promise<number> {
    for (let turn = 0; turn < COLLECTIONS; turn += 1) await this.#ask('HeapProfiler.collectGarbage', {});
    const expression = `process.getBuiltinModule('v8').getHeapSpaceStatistics()
      .filter(({ space_name }) => !/^(code|trusted|read_only|shared)/.test(space_name))
      .reduce((sum, { space_used_size }) => sum + space_used_size, process.memoryUsage().external)`;
    const answer = await this.#ask('Runtime.evaluate', { expression, returnByValue: true });
    return (answer as { result: { value: number } }).result.value;
  }

  close(): void {
    this.#socket.close();
  }

  #ask(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#count;
    return new Promise((resolve) => {
      this.#waiting.set(id, (result) => {
        this.#waiting.delete(id);
        resolve(result);
      });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }
}

const TRIES = 50;
const TRY_EVERY_MS = 100;

async function inspectorUrl(port: number): Promise<string> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
        webSocketDebuggerUrl: string;
      }[];
      const url = targets[0]?.webSocketDebuggerUrl;
      if (url !== undefined) return url;
    } catch {
      // It opens in its own time.
    }
    await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
  }
  throw new Error(`no inspector on port ${port}`);
}
