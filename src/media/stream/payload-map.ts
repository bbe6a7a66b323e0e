import type { PayloadType, StreamPlan } from '../media-plane.ts';

/** What a payload number means on the way from the phone to us. */
export const UNEXPECTED = 0;
export const AUDIO = 1;
export const TELEPHONE_EVENT = 2;

/** In a map from number to number: the other side has no number for this encoding. */
export const NO_NUMBER = 255;

/** By payload number, what we told the phone it may send. */
export interface ReceiveTable {
  readonly kinds: Uint8Array;
  /** Clock rate in Hz, 8000 where nothing is expected. */
  readonly rates: Uint32Array;
  readonly encodings: readonly (string | undefined)[];
}

/**
 * Phones that were told the same share their tables: thousands of calls use a handful, which stay in the processor's
 * cache. What is in these is not written to.
 */
const tables = new Map<string, ReceiveTable>();
const maps = new Map<string, Uint8Array>();
const MOST_SHARED = 256;

export function receiveTable({ receive }: Pick<StreamPlan, 'receive'>): ReceiveTable {
  return shared(tables, keyOf([receive]), () => makeTable(receive));
}

/** From the numbers one phone sends to the numbers another wants, 128 entries; `NO_NUMBER` where it has none. */
export function payloadMap(receive: readonly PayloadType[], send: readonly PayloadType[]): Uint8Array {
  return shared(maps, keyOf([receive, send]), () => makeMap(receive, send));
}

function keyOf(lists: readonly (readonly PayloadType[])[]): string {
  return JSON.stringify(lists.map((types) => types.map(({ number, encoding }) => [number, encoding])));
}

/** Phones choose what they call their codecs: where ever new names are invented no more are remembered. */
function shared<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  if (known.size < MOST_SHARED) known.set(key, value);
  return value;
}

function makeTable(receive: readonly PayloadType[]): ReceiveTable {
  const kinds = new Uint8Array(128);
  const rates = new Uint32Array(128).fill(8000);
  const encodings = new Array<string | undefined>(128).fill(undefined);
  for (const { number, encoding } of receive) {
    if (number < 0 || number > 127) continue;
    const name = encodingName(encoding);
    kinds[number] = isTelephoneEvent(name) ? TELEPHONE_EVENT : AUDIO;
    rates[number] = clockRate(name);
    encodings[number] = name;
  }
  return { kinds, rates, encodings };
}

function makeMap(receive: readonly PayloadType[], send: readonly PayloadType[]): Uint8Array {
  const map = new Uint8Array(128).fill(NO_NUMBER);
  for (const { number, encoding } of receive) {
    const name = encodingName(encoding);
    const target = send.find((candidate) => encodingName(candidate.encoding) === name);
    if (target && number >= 0 && number <= 127 && target.number >= 0 && target.number <= 127) {
      map[number] = target.number;
    }
  }
  return map;
}

/** Under which number a phone wants keys, and the clock of their durations in Hz. */
export function keyNumber(
  send: readonly PayloadType[],
): { readonly number: number; readonly clockRate: number } | undefined {
  const keys = send.find(({ encoding }) => isTelephoneEvent(encodingName(encoding)));
  return keys && { number: keys.number, clockRate: clockRate(encodingName(keys.encoding)) };
}

/** One spelling for what rtpmap lines may write in several: case, and the number of channels when it is one. */
export function encodingName(encoding: string): string {
  const lower = encoding.toLowerCase();
  return lower.endsWith('/1') ? lower.slice(0, -2) : lower;
}

function isTelephoneEvent(encoding: string): boolean {
  return encoding.startsWith('telephone-event');
}

/** In Hz; the number after the first slash of an rtpmap line, 8000 when there is none. */
function clockRate(encoding: string): number {
  const rate = Number(encoding.split('/')[1]);
  return Number.isInteger(rate) && rate > 0 ? rate : 8000;
}
