import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Phone } from '../../testkit/phone.ts';
import type { ExchangeProcess } from './exchange-process.ts';
import { ForgedSources } from './forged-sources.ts';

const BUSY = 100_000;
const FEW_SOURCES = 2_000;
const CHUNK = 5_000;
/** A slow machine may take so long to catch up with a chunk; it is a flood of sources, not a test of speed. */
const CATCH_UP_MS = 2_000;

export interface FloodFigures {
  /** How much more the process held at its most than before, in bytes. */
  readonly growthBytes: number;
  readonly residentBytes: number;
  readonly answered: number;
  /** Because there was too much to do. */
  readonly turnedAway: number;
  /** Whole registrations of one phone while it went on, in milliseconds. */
  readonly registrationMs: readonly number[];
  readonly seconds: number;
}

/**
 * A million requests from a million addresses against a running exchange, and a phone that registers meanwhile. A
 * busy evening from few addresses comes first: what traffic itself makes a process take is there before the counting.
 */
export async function flood(
  exchange: ExchangeProcess,
  phone: Phone,
  { sources, perSecond }: { readonly sources: number; readonly perSecond: number },
): Promise<FloodFigures> {
  const forged = await ForgedSources.open(exchange.sipPort);
  try {
    for (let from = 0; from < BUSY; from += FEW_SOURCES) await forged.send(0, FEW_SOURCES, perSecond);
    const before = await taken(exchange);
    const residentBefore = residentBytes(exchange.pid);
    let most = residentBefore;
    const registrationMs: number[] = [];
    const beganAt = performance.now();
    for (let from = 0; from < sources; from += CHUNK) {
      const to = Math.min(sources, from + CHUNK);
      const sending = forged.send(from, to, perSecond);
      const askedAt = performance.now();
      const { status } = await phone.register();
      if (status !== 200) throw new Error(`a registration is answered ${status}`);
      registrationMs.push(performance.now() - askedAt);
      await sending;
      await caughtUp(exchange, before.answered + before.turnedAway + to);
      most = Math.max(most, residentBytes(exchange.pid));
    }
    const after = await taken(exchange);
    return {
      growthBytes: most - residentBefore,
      residentBytes: residentBefore,
      answered: after.answered - before.answered,
      turnedAway: after.turnedAway - before.turnedAway,
      registrationMs,
      seconds: (performance.now() - beganAt) / 1000,
    };
  } finally {
    forged.close();
  }
}

async function caughtUp(exchange: ExchangeProcess, count: number): Promise<void> {
  const beganAt = performance.now();
  while (performance.now() - beganAt < CATCH_UP_MS) {
    const { answered, turnedAway } = await taken(exchange);
    if (answered + turnedAway >= count) return;
    await pause(20);
  }
}

async function taken(exchange: ExchangeProcess): Promise<{ answered: number; turnedAway: number }> {
  return {
    answered: await exchange.metric('hamvoip_auth_failures_total'),
    turnedAway: await exchange.metric('hamvoip_sip_strangers_refused_total'),
  };
}

function residentBytes(pid: number): number {
  const [, kilobytes = 0] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
