import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningServer } from '../servers/server.ts';
import { numberOf } from '../servers/subscribers.ts';
import { MEDIA_PORT, type RtpLeg } from './rtp-load.ts';
import { type Payload, PCMU } from './sip-text.ts';
import { type EstablishedCall, UserAgent } from './user-agent.ts';

const CALLER_PORT = 17_076;
const CALLEE_PORT = 17_077;
const PAUSE_MS = 4;

/** Calls between extensions that stay up: caller 2i rings 2i + 1, which has registered. */
export class RelayedCalls {
  readonly #callers: UserAgent;
  readonly #callees: UserAgent;

  private constructor(callers: UserAgent, callees: UserAgent) {
    this.#callers = callers;
    this.#callees = callees;
  }

  /** The callees send and receive elsewhere, or talk another codec, where it is said. */
  static async open(
    server: RunningServer,
    callees: { readonly mediaPort?: number; readonly payload?: Payload } = {},
  ): Promise<RelayedCalls> {
    const { mediaPort = MEDIA_PORT, payload = PCMU } = callees;
    return new RelayedCalls(
      await UserAgent.open(server, CALLER_PORT, MEDIA_PORT),
      await UserAgent.open(server, CALLEE_PORT, mediaPort, payload),
    );
  }

  close(): void {
    this.#callers.close();
    this.#callees.close();
  }

  /** The calls with numbers `from` up to `to`. */
  async establish(from: number, to: number): Promise<RtpLeg[]> {
    const indexes = Array.from({ length: to - from }, (_, offset) => from + offset);
    const calls = await Promise.all(
      indexes.map(async (index, offset) => {
        await sleep(offset * PAUSE_MS);
        return this.#establish(index);
      }),
    );
    return indexes.flatMap((index, offset): RtpLeg[] => {
      const [caller, callee] = [2 * index, 2 * index + 1];
      const callerMedia = calls[offset]?.media;
      const calleeMedia = this.#callees.answered.get(numberOf(callee));
      if (!callerMedia || !calleeMedia) throw new Error(`${numberOf(callee)} was not called`);
      return [
        { id: caller, peer: callee, target: callerMedia },
        { id: callee, peer: caller, target: calleeMedia },
      ];
    });
  }

  async #establish(index: number): Promise<EstablishedCall> {
    await this.#callees.register(2 * index + 1);
    return this.#callers.call(2 * index, numberOf(2 * index + 1));
  }
}
