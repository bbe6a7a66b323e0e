import { writeNameAddr } from '../../sip/message/name-addr.ts';
import type { ExtensionRecord } from '../../store/records.ts';

/** What the called phone shows: the number, and the call sign unless the holder chose otherwise. Never a name. */
export function callerIdentity(
  { number, callsign, callerId }: Pick<ExtensionRecord, 'number' | 'callsign' | 'callerId'>,
  domain: string,
): string {
  const uri = `sip:${number}@${domain}`;
  return callerId === 'number' ? writeNameAddr({ uri }) : writeNameAddr({ displayName: callsign, uri });
}
