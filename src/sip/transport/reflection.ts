import type { SipRequest, SipResponse } from '../message/message.ts';
import { writeCompact, writeMessage } from '../message/write.ts';
import type { Flow } from './flow.ts';

const MOST_TIMES = 3;
const SMALL_BYTES = 600;
/** Phones with long tags and Call-IDs get longer answers, because those come back in them. */
const MOST_TIMES_OF_LONG = 2;

/** An answer to someone who has proved nothing: with short names when that brings it down to 600 bytes. */
export function writeToStranger(response: SipResponse, { reliable }: Flow): Uint8Array {
  const bytes = writeMessage(response);
  if (reliable || bytes.length <= SMALL_BYTES) return bytes;
  const compact = writeCompact(response);
  return compact.length <= SMALL_BYTES ? compact : bytes;
}

/**
 * Whether an answer to someone who has proved nothing would be worth forging a sender for (security 2.6): over UDP it
 * is at most three times what it answers, and at most 600 bytes unless that was itself long.
 */
export function isAmplified(answer: Uint8Array, request: SipRequest, flow: Flow): boolean {
  if (flow.reliable) return false;
  const most = answer.length > SMALL_BYTES ? MOST_TIMES_OF_LONG : MOST_TIMES;
  return answer.length > most * request.receivedBytes;
}
