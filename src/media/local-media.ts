import { BugError } from '../base/bug-error.ts';
import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import { fail, type Result } from '../base/result.ts';
import type { Network } from '../base/sockets.ts';
import type { LoadOpus } from '../rtp/opus.ts';
import { type MediaAddresses, MediaEngine } from './media-engine.ts';
import type { MediaPlane, MediaStream, MediaTotals } from './media-plane.ts';
import { openOnFreePort } from './ports/open-on-free-port.ts';
import { PortPool, type PortRange } from './ports/port-pool.ts';
import type { PromptId } from './prompts/prompt.ts';
import type { MediaRadio, RadioFact, RadioPlan } from './radio/radio-plan.ts';

/** The media plane in the thread that uses it: for tests, and for machines where threads cannot be had. */
export class LocalMedia implements MediaPlane {
  readonly #engine: MediaEngine;
  readonly #addresses: MediaAddresses;
  readonly #pools: Readonly<Record<'ipv4' | 'ipv6', PortPool>>;

  constructor(parts: {
    readonly network: Network;
    readonly clock: Clock;
    readonly random: Random;
    readonly ports: PortRange;
    readonly addresses: MediaAddresses;
    /** What can be said; nothing when left out. */
    readonly prompts?: ReadonlyMap<PromptId, Uint8Array>;
    /** Without it nobody may speak Opus. */
    readonly loadOpus?: LoadOpus;
    /** A mistake of ours; thrown where nobody listens. */
    readonly onException?: (error: unknown) => void;
  }) {
    const { network, clock, random, ports, addresses } = parts;
    this.#addresses = addresses;
    const pool = () => new PortPool({ clock, random, range: ports });
    this.#pools = { ipv4: pool(), ipv6: pool() };
    this.#engine = new MediaEngine({
      network,
      clock,
      random,
      addresses,
      prompts: parts.prompts ?? new Map(),
      loadOpus:
        parts.loadOpus ??
        (() => {
          throw new BugError('no Opus here');
        }),
      onReleased: (streams) => {
        for (const { family, port } of streams) {
          this.#engine.unbind(family, port);
          this.#pools[family].give(port);
        }
      },
      onSecond: () => {},
      onException:
        parts.onException ??
        ((error) => {
          throw error;
        }),
    });
  }

  async openStream(family: 'ipv4' | 'ipv6'): Promise<Result<MediaStream, 'out-of-ports'>> {
    if (this.#addresses[family] === undefined) return fail('out-of-ports');
    return openOnFreePort(this.#pools[family], (port) => this.#engine.open(family, port));
  }

  openRadio(plan: RadioPlan, onFact: (fact: RadioFact) => void): MediaRadio {
    return this.#engine.openRadio(plan, onFact);
  }

  setPrompt(prompt: PromptId, file: Uint8Array): void {
    this.#engine.prompts.put(prompt, file);
  }

  get totals(): MediaTotals {
    return { ...this.#engine.totals, portsUsed: 2 * (this.#pools.ipv4.used + this.#pools.ipv6.used) };
  }

  get isHealthy(): boolean {
    return true;
  }

  async close(): Promise<void> {
    this.#engine.close();
    this.#pools.ipv4.close();
    this.#pools.ipv6.close();
  }
}
