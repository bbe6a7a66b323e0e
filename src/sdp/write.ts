import { latin1ToBytes } from '../base/bytes.ts';
import type { Attribute, Connection, OtherLine, SessionDescription } from './session-description.ts';

/**
 * Writes a description in the line order of RFC 8866 §5; what is missing but compulsory (o=, s=, t=) gets its
 * emptiest form. No value can add a line: control characters are left out.
 */
export function writeSdp(session: SessionDescription): Uint8Array {
  const { origin, connection, others } = session;
  let text = 'v=0\r\n';
  text += origin
    ? line(
        'o',
        `${origin.username} ${origin.sessionId} ${origin.sessionVersion} IN ${origin.addressType} ${origin.address}`,
      )
    : line('o', '- 0 0 IN IP4 0.0.0.0');
  text += line('s', session.name || '-');
  text += writeOthers(others, 'iuep') + writeConnection(connection) + writeOthers(others, 'b');
  text += writeOthers(others, 'trz') || line('t', '0 0');
  text += writeOthers(others, 'k') + writeAttributes(session.attributes);
  for (const media of session.media) {
    const formats = media.formats.length > 0 ? media.formats.join(' ') : '0';
    text += line('m', `${media.kind} ${media.port} ${media.protocol} ${formats}`);
    text += writeOthers(media.others, 'i') + writeConnection(media.connection);
    text += writeOthers(media.others, 'bk') + writeAttributes(media.attributes);
  }
  return latin1ToBytes(text);
}

function line(type: string, value: string): string {
  return `${type}=${value.replace(/[\x00-\x08\x0a-\x1f\x7f]/g, '')}\r\n`;
}

function writeConnection(connection: Connection | undefined): string {
  return connection ? line('c', `IN ${connection.addressType} ${connection.address}`) : '';
}

function writeAttributes(attributes: readonly Attribute[]): string {
  let text = '';
  for (const { name, value } of attributes)
    text += line('a', value === undefined ? name : `${name}:${value}`);
  return text;
}

/** The lines of the given types; lines of no known type are not written. */
function writeOthers(others: readonly OtherLine[], types: string): string {
  let text = '';
  for (const { type, value } of others) if (type !== '' && types.includes(type)) text += line(type, value);
  return text;
}
