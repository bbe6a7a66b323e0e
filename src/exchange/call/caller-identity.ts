import { writeNameAddr } from '../../sip/message/name-addr.ts';
import type { ExtensionRecord } from '../../store/records/records.ts';
import type { Extensions } from '../tables/directory-tables.ts';

/** What the called phone shows: the number, and the call sign unless the holder chose otherwise. Never a name. */
export function callerIdentity(
  { number, callsign, callerId }: Pick<ExtensionRecord, 'number' | 'callsign' | 'callerId'>,
  domain: string,
): string {
  const uri = `sip:${number}@${domain}`;
  return callerId === 'number' ? writeNameAddr({ uri }) : writeNameAddr({ displayName: callsign, uri });
}

/** The same by number; one that was removed meanwhile is a number and nothing else. */
export function identities(extensions: Pick<Extensions, 'get'>, domain: string): (number: string) => string {
  return (number) => {
    const extension = extensions.get(number);
    return extension === undefined
      ? writeNameAddr({ uri: `sip:${number}@${domain}` })
      : callerIdentity(extension, domain);
  };
}
