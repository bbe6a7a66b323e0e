import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { SILENT_LOG } from '../../base/log.ts';
import type { SocketAddress, StreamConnection, StreamListener } from '../../base/sockets.ts';
import { makeCertificate } from '../certificates/self-made-certificate.ts';
import { ServerCertificate } from '../certificates/server-certificate.ts';
import { NodeNetwork } from './node-network.ts';

const DAY_MS = 86_400_000;

let folder: string;
let clock: FakeClock;
let certificate: ServerCertificate;
let listener: StreamListener;
let accepted: StreamConnection[];
const endings: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamvoip-tls-'));
  clock = new FakeClock();
  accepted = [];
});

afterEach(() => {
  for (const end of endings.splice(0)) end();
  rmSync(folder, { recursive: true, force: true });
});

function file(): string {
  return join(folder, 'tls.pem');
}

function write(name: string): void {
  const nowMs = clock.wallTime();
  writeFileSync(file(), makeCertificate({ names: [name], nowMs, expiresAtMs: nowMs + DAY_MS }));
}

async function listen(
  options: { handshakeMs?: number; mayConnect?: (remote: SocketAddress) => boolean } = {},
): Promise<void> {
  const { mayConnect = () => true, ...network } = options;
  const source = { kind: 'files', certificate: file(), key: file() } as const;
  certificate = new ServerCertificate({ clock, log: SILENT_LOG, source });
  listener = await new NodeNetwork({ certificate, ...network }).listenStream(
    { address: '127.0.0.1', port: 0, secure: true },
    mayConnect,
    (connection) => accepted.push(connection),
  );
  endings.push(() => {
    listener.close();
    certificate.close();
    for (const connection of accepted) connection.destroy();
  });
}

/** The client's side after its handshake, or the code of what went wrong. */
async function shake(options: ConnectionOptions = {}): Promise<TLSSocket | string> {
  const socket = connect({
    host: '127.0.0.1',
    port: listener.local.port,
    rejectUnauthorized: false,
    ...options,
  });
  endings.push(() => socket.destroy());
  return new Promise((resolve) => {
    socket.on('secureConnect', () => resolve(socket));
    socket.on('error', (error: Error & { code?: string }) => resolve(error.code ?? error.message));
  });
}

function connected(outcome: TLSSocket | string): TLSSocket {
  if (typeof outcome === 'string') assert.fail(outcome);
  return outcome;
}

describe('TLS', () => {
  it('speaks 1.3 and 1.2, and nothing older', async () => {
    write('club.example');
    await listen();
    assert.equal(connected(await shake()).getProtocol(), 'TLSv1.3');
    assert.equal(connected(await shake({ maxVersion: 'TLSv1.2' })).getProtocol(), 'TLSv1.2');
    for (const version of ['TLSv1', 'TLSv1.1'] as const) {
      const outcome = await shake({
        minVersion: version,
        maxVersion: version,
        ciphers: 'DEFAULT@SECLEVEL=0',
      });
      assert.match(String(outcome), /PROTOCOL_VERSION|NO_PROTOCOLS/);
    }
  });

  it('takes no cipher that does not also authenticate', async () => {
    write('club.example');
    await listen();
    for (const ciphers of ['ECDHE-ECDSA-AES128-SHA', 'ECDHE-ECDSA-AES256-SHA384', 'AES128-GCM-SHA256']) {
      const outcome = await shake({ maxVersion: 'TLSv1.2', ciphers });
      assert.match(String(outcome), /HANDSHAKE_FAILURE/, ciphers);
    }
    const good = connected(await shake({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-CHACHA20-POLY1305' }));
    assert.equal(good.getCipher().name, 'ECDHE-ECDSA-CHACHA20-POLY1305');
  });

  it('does not negotiate again', async () => {
    write('club.example');
    await listen();
    const socket = connected(await shake({ maxVersion: 'TLSv1.2' }));
    const error = await new Promise<Error | null>((resolve) => {
      socket.on('error', resolve);
      socket.renegotiate({ rejectUnauthorized: false }, resolve);
    });
    assert.match(String(error), /renegotiation/i);
  });

  it('shows the present certificate to new connections and leaves the old ones alone', async () => {
    write('old.example');
    await listen();
    const before = connected(await shake());
    assert.equal(before.getPeerCertificate().subject.CN, 'old.example');
    write('new.example');
    await clock.advance(10_000);
    assert.equal(connected(await shake()).getPeerCertificate().subject.CN, 'new.example');
    const heard = new Promise<string>((resolve) => {
      const [first] = accepted;
      assert.ok(first);
      first.onData = (bytes) => resolve(Buffer.from(bytes).toString());
    });
    before.write('still here');
    assert.equal(await heard, 'still here');
  });

  it('refuses every connection while there is nothing to show, and serves when there is', async () => {
    await listen();
    assert.match(String(await shake()), /ECONNRESET/);
    assert.deepEqual(accepted, []);
    write('club.example');
    await clock.advance(10_000);
    connected(await shake());
  });

  it('asks who may connect before the handshake', async () => {
    write('club.example');
    await listen({ mayConnect: () => false });
    assert.match(String(await shake()), /ECONNRESET/);
    assert.deepEqual(accepted, []);
  });

  it('hands a connection over before its handshake and ends one that is not over in time', async () => {
    write('club.example');
    await listen({ handshakeMs: 50 });
    const inTime = connected(await shake());
    const silent = connectTcp(listener.local.port, '127.0.0.1');
    endings.push(() => silent.destroy());
    silent.write(Buffer.from('1603010100', 'hex'));
    await once(silent, 'close');
    assert.equal(accepted.length, 2);
    assert.equal(inTime.destroyed, false);
  });

  it('ends a connection that speaks no TLS', async () => {
    write('club.example');
    await listen();
    const plain = connectTcp(listener.local.port, '127.0.0.1');
    plain.on('error', () => {});
    endings.push(() => plain.destroy());
    plain.write('OPTIONS sip:club.example SIP/2.0\r\n\r\n');
    await once(plain, 'close');
  });
});
