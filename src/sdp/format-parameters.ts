import { isTelephoneEvent } from './encoding.ts';

/** RFC 7587 §6.1: all of them numbers, so that nothing else gets through to the other phone. */
const OPUS_PARAMETERS: ReadonlySet<string> = new Set([
  'maxplaybackrate',
  'sprop-maxcapturerate',
  'maxptime',
  'ptime',
  'minptime',
  'maxaveragebitrate',
  'stereo',
  'sprop-stereo',
  'cbr',
  'useinbandfec',
  'usedtx',
]);

/**
 * What of an fmtp line may go to another phone: numbers of parameters we know, newly written. An fmtp line can
 * hold any text, an address or a product name among it, and neither party learns the other's (SR-27).
 */
export function safeParameters(encoding: string, text: string | undefined): string | undefined {
  if (text === undefined || text.length > 512) return undefined;
  if (isTelephoneEvent(encoding)) return eventList(text);
  if (encoding === 'opus/48000/2') return opusParameters(text);
  return undefined;
}

/** RFC 4733 §2.4.1: `0-15,66`. */
function eventList(text: string): string | undefined {
  const events = text.replaceAll(' ', '');
  return events.split(',').every((event) => /^\d{1,3}(-\d{1,3})?$/.test(event)) ? events : undefined;
}

function opusParameters(text: string): string | undefined {
  const kept: string[] = [];
  for (const parameter of text.split(';')) {
    const [name = '', value = ''] = parameter.split('=', 2).map((word) => word.trim().toLowerCase());
    if (OPUS_PARAMETERS.has(name) && /^\d{1,6}$/.test(value)) kept.push(`${name}=${value}`);
  }
  return kept.length > 0 ? kept.join(';') : undefined;
}
