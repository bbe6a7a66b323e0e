import { spawn } from 'node:child_process';
import type { Log } from '../base/log.ts';

const TABLE = 'inet hamvoip';
const SET_SIZE = 65_536;
/** An nft that hangs must not pile up work. */
const LONGEST_RUN_MS = 10_000;
const MOST_QUEUED = 100_000;

export interface NftBanSetsParts {
  /** What is dropped: SIP only, so that the sound of running calls and the web pages go on. */
  readonly sipPorts: readonly number[];
  readonly log: Log;
  /** How nft is called. */
  readonly command?: readonly [string, ...string[]];
}

/**
 * The kernel drops what banned addresses send to the SIP ports (security 1.14). The exchange's own ban holds anyhow:
 * whatever fails here is told once and changes nothing else. Needs CAP_NET_ADMIN and the program `nft`.
 */
export class NftBanSets {
  readonly #log: Log;
  readonly #command: readonly [string, ...string[]];
  #queue: string[] = [];
  #running: Promise<void> | undefined;
  #broken = false;

  /** Makes the table anew, empty: what a former run left there is gone. */
  constructor({ sipPorts, log, command = ['nft'] }: NftBanSetsParts) {
    this.#log = log;
    this.#command = command;
    this.#give(tableOf(sipPorts));
  }

  /** `key` is an `AddressKey`. Given again, the time counts from now. */
  drop(key: string, forMs: number): void {
    const seconds = Math.ceil(forMs / 1000);
    const [set, address] = placeOf(key);
    if (seconds > 0)
      this.#give(
        `${forget(set, address)}add element ${TABLE} ${set} { ${address} timeout ${Math.min(seconds, 4_000_000)}s }`,
      );
  }

  pass(key: string): void {
    this.#give(forget(...placeOf(key)));
  }

  /** Resolves when everything so far is in the kernel, or has failed. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /** Takes the table away: an exchange that does not run bans nobody. */
  async close(): Promise<void> {
    this.#give(`delete table ${TABLE}`);
    await this.settled();
  }

  #give(lines: string): void {
    if (this.#broken || this.#queue.length >= MOST_QUEUED) return;
    this.#queue.push(lines);
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
    });
  }

  /** One nft at a time, with everything that has come meanwhile. */
  async #work(): Promise<void> {
    while (this.#queue.length > 0) {
      const script = this.#queue.splice(0).join('\n');
      const fault = await run(this.#command, `${script}\n`);
      if (fault === undefined) continue;
      this.#broken = true;
      this.#queue = [];
      this.#log.warn('the kernel does not drop banned addresses; the exchange still does', { fault });
    }
  }
}

function tableOf(sipPorts: readonly number[]): string {
  const ports = sipPorts.join(', ');
  return `add table ${TABLE}
delete table ${TABLE}
table ${TABLE} {
  set ban4 { type ipv4_addr; flags timeout; size ${SET_SIZE}; }
  set ban6 { type ipv6_addr; flags interval, timeout; size ${SET_SIZE}; }
  chain input {
    type filter hook input priority -10; policy accept;
    udp dport { ${ports} } ip saddr @ban4 counter drop
    tcp dport { ${ports} } ip saddr @ban4 counter drop
    udp dport { ${ports} } ip6 saddr @ban6 counter drop
    tcp dport { ${ports} } ip6 saddr @ban6 counter drop
  }
}`;
}

function placeOf(key: string): [set: 'ban4' | 'ban6', address: string] {
  return [key.includes(':') ? 'ban6' : 'ban4', key];
}

/** Deletes whether or not it is there: what is added with a longer timeout would keep the old one. */
function forget(set: string, address: string): string {
  const element = `element ${TABLE} ${set} { ${address} }`;
  return `add ${element}\ndelete ${element}\n`;
}

/** Undefined when it went well, else what went wrong, in nft's own words without the script. */
function run(
  [program, ...args]: readonly [string, ...string[]],
  script: string,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, [...args, '-f', '-'], {
      stdio: ['pipe', 'ignore', 'pipe'],
      timeout: LONGEST_RUN_MS,
    });
    let said = '';
    child.stderr.on('data', (bytes: Buffer) => {
      if (said.length < 1_000) said += bytes.toString();
    });
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? undefined : faultOf(said)));
    child.stdin.on('error', () => {});
    child.stdin.end(script);
  });
}

/** nft repeats the line it stumbled over, and with it the address: only the kind of mistake is told. */
function faultOf(said: string): string {
  return /Error: ([^\n;]*)/.exec(said)?.[1]?.slice(0, 100) ?? 'nft failed';
}
