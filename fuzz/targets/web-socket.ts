import assert from 'node:assert/strict';
import type { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { Receiver } from 'ws';
import type { Fact } from '../../src/base/journal.ts';
import { SILENT_LOG } from '../../src/base/log.ts';
import type { MessageConnection, Network } from '../../src/base/sockets.ts';
import { MESSAGE_LIMITS } from '../../src/platform/sockets/web-socket-door.ts';
import { createResponse } from '../../src/sip/message/response.ts';
import { TransportLayer } from '../../src/sip/transport/transport-layer.ts';
import { FakeClock } from '../../testkit/fake-clock.ts';
import type { FuzzTarget } from '../target.ts';

/** What reads frames in `ws`; its types leave it out. */
declare module 'ws' {
  export class Receiver extends Writable {
    constructor(options: { readonly isServer: boolean } & typeof MESSAGE_LIMITS);
  }
}

const TEXT = 0x1;
const BINARY = 0x2;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;

/** Frames of a browser, read as at the door and brought up to where a request is refused. */
export const WEB_SOCKET: FuzzTarget = {
  name: 'web-socket',
  seeds: makeSeeds(),
  run,
  // Streams put off what they clean up.
  settle: () => setImmediate(),
};

/** RFC 6455 §5.2, masked with zeros, so that what is changed in it arrives as it was changed. */
function frame(opcode: number, payload: Uint8Array, isLast = true): Buffer {
  const { length } = payload;
  const size =
    length < 126 ? [length] : length < 65_536 ? [126, length >> 8, length & 0xff] : largeSize(length);
  const [first = 0, ...rest] = size;
  return Buffer.concat([
    Buffer.of((isLast ? 0x80 : 0) | opcode, 0x80 | first, ...rest, 0, 0, 0, 0),
    Buffer.from(payload),
  ]);
}

function largeSize(length: number): number[] {
  return [127, 0, 0, 0, 0, length >>> 24, (length >>> 16) & 0xff, (length >>> 8) & 0xff, length & 0xff];
}

function makeSeeds(): Uint8Array[] {
  const request = Buffer.from(
    [
      'REGISTER sip:hamvoip.example SIP/2.0',
      'Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bK776asdhds',
      'Max-Forwards: 70',
      'To: "PX0AAA" <sip:100@hamvoip.example>',
      'From: "PX0AAA" <sip:100@hamvoip.example>;tag=1928301774',
      'Call-ID: a84b4c76e66710',
      'CSeq: 1 REGISTER',
      'Contact: <sip:ik5l@df7jal23ls0d.invalid;transport=ws>;reg-id=1;+sip.instance="<urn:uuid:f81d4fae>"',
      'Supported: path,gruu,outbound',
      'Content-Length: 0',
      '\r\n',
    ].join('\r\n'),
  );
  const half = request.length >> 1;
  const pieces = [frame(TEXT, request.subarray(0, half), false), frame(0, request.subarray(half))];
  const empty = Buffer.alloc(0);
  return [
    frame(TEXT, request),
    frame(BINARY, request),
    Buffer.concat([...pieces, frame(TEXT, request)]),
    Buffer.concat([pieces[0] ?? empty, frame(PING, Buffer.from('x')), pieces[1] ?? empty]),
    Buffer.concat([frame(TEXT, Buffer.from('\r\n\r\n')), frame(PONG, empty), frame(TEXT, request)]),
    Buffer.concat([frame(TEXT, request), frame(CLOSE, Buffer.from([0x03, 0xe8]))]),
    frame(TEXT, Buffer.alloc(65_536, 'x')),
    frame(TEXT, Buffer.alloc(65_537, 'x')),
  ];
}

function run(input: Uint8Array): void {
  const whole = read(input, input.length);
  // As good as random, the same for the same input, and in a few hundred pieces at most.
  const piece = 1 + ((input.length * 31 + (input[1] ?? 0)) % 97) + (input.length >> 8);
  assert.deepEqual(read(input, piece), whole);
}

/** What came up of it, and what the browser was answered. */
function read(input: Uint8Array, piece: number): string[] {
  const seen: string[] = [];
  const connection = connect(seen);
  const receiver = new Receiver({ isServer: true, ...MESSAGE_LIMITS });
  receiver.on('error', () => {});
  receiver.on('message', (data: Buffer) => {
    assert.ok(data.length <= MESSAGE_LIMITS.maxPayload);
    connection.onData(data);
  });
  for (let at = 0; at < input.length; at += piece)
    receiver.write(Uint8Array.from(input.subarray(at, at + piece)));
  return seen;
}

const NO_NETWORK: Network = {
  bindDatagram: () => Promise.reject(new Error('no network')),
  listenStream: () => Promise.reject(new Error('no network')),
};

function connect(seen: string[]): MessageConnection {
  const layer = new TransportLayer({
    network: NO_NETWORK,
    clock: new FakeClock(),
    log: SILENT_LOG,
    mayKnock: () => true,
    journal: {
      record: (fact: Fact) => {
        if (fact.kind === 'handler-exception') throw fact.error;
      },
    },
  });
  layer.user = {
    onRequest: (request, flow) => {
      seen.push(request.method);
      layer.respondStateless(request, flow, createResponse(request, 401, { toTag: 'x' }));
    },
    onResponse: (response) => void seen.push(`${response.status}`),
    onFlowClosed() {},
  };
  const connection: MessageConnection = {
    local: { family: 'ipv4', address: '192.0.2.10', port: 8080 },
    remote: { family: 'ipv4', address: '198.51.100.7', port: 40_000 },
    secure: true,
    bufferedBytes: 0,
    onData() {},
    onPong() {},
    onClose() {},
    write: (bytes) => void seen.push(Buffer.from(bytes).toString('latin1')),
    ping() {},
    end() {},
    destroy() {},
  };
  layer.webSockets.accept(connection);
  return connection;
}
