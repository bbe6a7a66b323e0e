import type { SocketAddress } from '../src/base/sockets.ts';
import type { ApplicationGateway, PassingPacket } from './memory-nat.ts';

/**
 * Routers that mean to help SIP and damage it, as the field has them ("SIP ALG"). Each changes SIP only; what else
 * passes is left alone.
 */

/** Writes the public address into Via and Contact, and takes it out again on the way in. */
export const REWRITES_VIA_AND_CONTACT: ApplicationGateway = {
  outbound: (packet) => headerLines(packet, /^(?:via|v|contact|m)\s*:/i, toPublic),
  inbound: (packet) => headerLines(packet, /^(?:[A-Z]+ sips?:|(?:via|v|contact|m)\s*:)/i, toPrivate),
};

/** Every header, so that not even Call-ID shows the private address any more. */
export const REWRITES_CALL_ID_TOO: ApplicationGateway = {
  outbound: (packet) => headerLines(packet, /./, toPublic),
  inbound: (packet) => headerLines(packet, /./, toPrivate),
};

/** Every private address anywhere, candidates in SDP as well. */
export const REPLACES_BLINDLY: ApplicationGateway = {
  outbound: (packet) => edited(packet, (text) => withLength(toPublic(text, packet))),
  inbound: (packet) => edited(packet, (text) => withLength(toPrivate(text, packet))),
};

/** The body, and not its Content-Length. */
export const FORGETS_THE_LENGTH: ApplicationGateway = {
  outbound: (packet) =>
    edited(packet, (text) => {
      const [head, body] = split(text);
      return head + toPublic(body, packet);
    }),
};

/** Tells phones a port that is not theirs. */
export const CORRUPTS_RPORT: ApplicationGateway = {
  inbound: (packet) =>
    edited(packet, (text) => text.replace(/;rport=(\d+)/, (_, port: string) => `;rport=${Number(port) + 7}`)),
};

/** Passes answers, and delivers requests to a port where nobody listens. */
export const LOSES_REQUESTS: ApplicationGateway = {
  inbound: ({ bytes }) => (/^[A-Z]+ sips?:/.test(Buffer.from(bytes).toString('latin1')) ? undefined : bytes),
};

/** Announces a way in for the sound that it then does not open. */
export const ANNOUNCES_A_CLOSED_PORT: ApplicationGateway = {
  outbound: (packet) =>
    edited(packet, (text) => {
      const [head, body] = split(text);
      const moved = toPublic(body, packet).replace(
        /^m=audio (\d+)/m,
        (_, port: string) => `m=audio ${Number(port) + 9000}`,
      );
      return withLength(toPublic(head, packet) + moved);
    }),
  inbound: REWRITES_CALL_ID_TOO.inbound ?? ((packet) => packet.bytes),
};

/** Forgets one of the phones behind it. */
export function forgets(insideAddress: string): ApplicationGateway {
  return { inbound: ({ bytes, inside }) => (inside.address === insideAddress ? undefined : bytes) };
}

/** Meddles with one port of the other side only, as helpers for SIP do with 5060. */
export function onlyOnPort(port: number, { outbound, inbound }: ApplicationGateway): ApplicationGateway {
  return {
    outbound: (packet) => (packet.peer.port === port && outbound ? outbound(packet) : packet.bytes),
    inbound: (packet) => (packet.peer.port === port && inbound ? inbound(packet) : packet.bytes),
  };
}

/** Announces another address for the sound than anything comes from. */
export function announcesElsewhere(address: string): ApplicationGateway {
  return {
    outbound: (packet) =>
      edited(packet, (text) => withLength(text.replace(/^c=IN IP4 \S+/m, `c=IN IP4 ${address}`))),
  };
}

type Places = Pick<PassingPacket, 'inside' | 'outside'>;

function edited({ bytes }: PassingPacket, edit: (text: string) => string): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  return /^[^\r\n]*SIP\/2\.0/.test(text) ? Buffer.from(edit(text), 'latin1') : bytes;
}

function headerLines(
  packet: PassingPacket,
  names: RegExp,
  edit: (text: string, places: Places) => string,
): Uint8Array {
  return edited(packet, (text) => {
    const [head, body] = split(text);
    const lines = head.split('\r\n').map((line) => (names.test(line) ? edit(line, packet) : line));
    return lines.join('\r\n') + body;
  });
}

function split(text: string): [head: string, body: string] {
  const end = text.indexOf('\r\n\r\n') + 4;
  return [text.slice(0, end), text.slice(end)];
}

function withLength(text: string): string {
  const [head, body] = split(text);
  return head.replace(/^((?:Content-Length|l)\s*:\s*)\d+/im, `$1${body.length}`) + body;
}

function toPublic(text: string, { inside, outside }: Places): string {
  return exchange(text, inside, outside);
}

function toPrivate(text: string, { inside, outside }: Places): string {
  return exchange(text, outside, inside);
}

function exchange(text: string, from: SocketAddress, to: SocketAddress): string {
  return text
    .replaceAll(`${from.address}:${from.port}`, `${to.address}:${to.port}`)
    .replaceAll(from.address, to.address);
}
