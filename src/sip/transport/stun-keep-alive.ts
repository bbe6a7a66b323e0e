import { ipv6Groups } from '../../base/address-key.ts';
import type { SocketAddress } from '../../base/sockets.ts';

const HEADER_BYTES = 20;
const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const MAGIC_COOKIE = 0x2112a442;
const XOR_MAPPED_ADDRESS = 0x0020;
/** Attributes below it must be understood (RFC 5389 §15). */
const OPTIONAL_FROM = 0x8000;

/**
 * The answer to a STUN Binding request, by which phones keep their router's mapping alive and see whether it changed
 * (RFC 5626 §3.5.2). Undefined for everything else, also for a request that asks for more than that: no STUN server
 * is meant to be found here. The answer has 32 bytes, or 44 over IPv6, and needs 20 to be asked for.
 *
 * ```
 *  0                   1                   2                   3
 * |0 0|    type (14)            |            length             |
 * |                    magic cookie 0x2112A442                  |
 * |                  transaction id (96 bits)                   |
 * ```
 */
export function answerBinding(request: Uint8Array, source: SocketAddress): Uint8Array | undefined {
  if (request.length < HEADER_BYTES) return undefined;
  const view = new DataView(request.buffer, request.byteOffset, request.byteLength);
  if (view.getUint16(0) !== BINDING_REQUEST || view.getUint32(4) !== MAGIC_COOKIE) return undefined;
  if (view.getUint16(2) !== request.length - HEADER_BYTES || !hasOptionalAttributesOnly(view))
    return undefined;
  const address = addressBytes(source);
  const answer = new Uint8Array(HEADER_BYTES + 8 + address.length);
  const out = new DataView(answer.buffer);
  out.setUint16(0, BINDING_SUCCESS);
  out.setUint16(2, 8 + address.length);
  answer.set(request.subarray(4, HEADER_BYTES), 4);
  out.setUint16(20, XOR_MAPPED_ADDRESS);
  out.setUint16(22, 4 + address.length);
  out.setUint16(24, source.family === 'ipv6' ? 2 : 1);
  out.setUint16(26, source.port ^ (MAGIC_COOKIE >>> 16));
  // RFC 5389 §15.2: the cookie, and over IPv6 the transaction id behind it, are the mask.
  for (const [index, byte] of address.entries()) answer[28 + index] = byte ^ (answer[4 + index] ?? 0);
  return answer;
}

function hasOptionalAttributesOnly(view: DataView): boolean {
  let at = HEADER_BYTES;
  while (at < view.byteLength) {
    if (at + 4 > view.byteLength || view.getUint16(at) < OPTIONAL_FROM) return false;
    at += 4 + ((view.getUint16(at + 2) + 3) & ~3);
  }
  return at === view.byteLength;
}

function addressBytes({ family, address }: SocketAddress): number[] {
  if (family === 'ipv4') return address.split('.').map(Number);
  return ipv6Groups(address).flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}
