import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import type { MessageConnection, SocketAddress } from '../../base/sockets.ts';
import { webServerOptions } from '../web-listener.ts';
import { WebSocketDoor, type WebSocketDoorParts } from './web-socket-door.ts';

let server: Server;
let port: number;
let accepted: MessageConnection[];
let asked: SocketAddress[];
let mayConnect: boolean;
let clients: (Socket | WebSocket)[];

beforeEach(() => {
  accepted = [];
  asked = [];
  mayConnect = true;
  clients = [];
});

afterEach(async () => {
  for (const client of clients) {
    if (client instanceof WebSocket) client.terminate();
    else client.destroy();
  }
  for (const connection of accepted) connection.destroy();
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

async function serve(parts: Partial<WebSocketDoorParts> = {}): Promise<void> {
  server = createServer(webServerOptions(false), (_request, response) => response.end('a page'));
  const door = new WebSocketDoor({
    acceptor: {
      mayConnect: (remote) => {
        asked.push(remote);
        return mayConnect;
      },
      accept: (connection) => accepted.push(connection),
    },
    isOurs: (host) => host === 'club.example' || host === '127.0.0.1' || host === '2001:db8::10',
    origins: [],
    proxies: [],
    ...parts,
  });
  door.attach(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  port = (server.address() as AddressInfo).port;
}

type Headers = Readonly<Record<string, string>>;

const HANDSHAKE: Headers = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-protocol': 'sip',
};

/** Status of the answer to a handshake, 101 when it succeeds; undefined when the connection is cut. */
async function knock(headers: Headers = {}, path = '/sip'): Promise<number | undefined> {
  const asking = request({ host: '127.0.0.1', port, path, headers: { ...HANDSHAKE, ...headers } });
  const answer = new Promise<number | undefined>((resolve) => {
    asking.on('upgrade', (response: IncomingMessage, socket: Socket) => {
      clients.push(socket);
      resolve(response.statusCode);
    });
    asking.on('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asking.on('error', () => resolve(undefined));
  });
  asking.end();
  return answer;
}

async function open(): Promise<WebSocket> {
  const client = new WebSocket(`ws://127.0.0.1:${port}/sip`, 'sip');
  clients.push(client);
  await once(client, 'open');
  return client;
}

describe('the door for WebSockets', () => {
  it('lets in who asks for sip', async () => {
    await serve();
    assert.equal(await knock(), 101);
    assert.equal(await knock({ 'sec-websocket-protocol': 'chat, sip' }), 101);
    const client = await open();
    assert.equal(client.protocol, 'sip');
    assert.equal(client.extensions, '', 'nothing is compressed');
    assert.equal(accepted.length, 3);
    assert.deepEqual(
      accepted.map(({ secure, local }) => [secure, local.port]),
      [1, 2, 3].map(() => [false, port]),
    );
  });

  it('refuses another sub-protocol, another version and a bad key', async () => {
    await serve();
    assert.equal(await knock({ 'sec-websocket-protocol': 'xmpp' }), 400);
    assert.equal(await knock({ 'sec-websocket-protocol': '' }), 400);
    assert.equal(await knock({ 'sec-websocket-version': '7' }), 400);
    assert.equal(await knock({ 'sec-websocket-key': 'short' }), 400);
    assert.deepEqual(accepted, []);
  });

  it('leaves other paths and other protocols to the pages', async () => {
    await serve();
    assert.equal(await knock({}, '/'), 200);
    assert.equal(await knock({}, '/sips'), 200);
    assert.equal(await knock({ upgrade: 'h2c' }), 200);
    assert.equal(await knock({}, '/sip?x=1'), 101);
  });

  it('is shut to pages of others, and open to our own and to programs that are no browser', async () => {
    await serve({ origins: ['https://friends.example'] });
    const host = `club.example:${port}`;
    for (const [origin, status] of [
      [`http://${host}`, 101],
      [`https://${host}`, 101],
      ['https://friends.example', 101],
      ['https://FRIENDS.example', 101],
      ['https://friends.example:444', 403],
      ['http://club.example', 403],
      ['https://evil.example', 403],
      [`ftp://${host}`, 403],
      [host, 403],
      ['null', 403],
      ['', 403],
    ] as const)
      assert.equal(await knock({ host, origin }), status, origin);
    assert.equal(await knock({ host }), 101);
  });

  it('is open to every page when told so', async () => {
    await serve({ origins: ['*'] });
    assert.equal(await knock({ origin: 'https://anyone.example' }), 101);
    assert.equal(await knock({ origin: 'null' }), 101);
  });

  it('is known by our names only: a foreign name that leads here is refused', async () => {
    await serve();
    for (const [host, status] of [
      ['club.example', 101],
      ['CLUB.example:8080', 101],
      ['[2001:db8::10]:8080', 101],
      ['[2001:db8::10]', 101],
      ['rebound.example', 421],
      ['club.example.evil.example', 421],
      ['club.example@evil.example', 421],
    ] as const)
      assert.equal(await knock({ host }), status, host);
  });

  it('cuts off who may not connect, before anything is answered', async () => {
    await serve();
    mayConnect = false;
    assert.equal(await knock(), undefined);
    assert.deepEqual(asked[0]?.address, '127.0.0.1');
    assert.deepEqual(accepted, []);
  });

  it('takes the word of our proxies on who asks, and of nobody else', async () => {
    const forwarded = { 'x-forwarded-for': '203.0.113.66, 198.51.100.7', 'x-forwarded-proto': 'https' };
    await serve();
    await knock(forwarded);
    assert.equal(asked.at(-1)?.address, '127.0.0.1');
    assert.equal(accepted.at(-1)?.secure, false);
    server.close();
    server.closeAllConnections();
    await serve({ proxies: ['127.0.0.0/8', '192.0.2.0/24', '2001:db8:ff::/48'] });
    const behind = async (hops: string): Promise<string | undefined> => {
      await knock({ ...forwarded, 'x-forwarded-for': hops });
      return asked.at(-1)?.address;
    };
    assert.equal(
      await behind('203.0.113.66, 198.51.100.7'),
      '198.51.100.7',
      'what stands before it is not ours',
    );
    assert.equal(accepted.at(-1)?.secure, true);
    assert.equal(await behind('198.51.100.7, 192.0.2.1'), '198.51.100.7');
    assert.equal(await behind('[2001:db8::7], 2001:db8:ff::1'), '2001:db8::7');
    assert.equal(await behind('::ffff:198.51.100.7'), '198.51.100.7');
    assert.equal(await behind('nonsense'), '127.0.0.1');
    assert.equal(await behind(''), '127.0.0.1');
  });
});

describe('a WebSocket', () => {
  it('carries text and bytes; what is text goes out as text', async () => {
    await serve();
    const client = await open();
    const heard: string[] = [];
    const both = new Promise<void>((resolve) => {
      const connection = accepted[0];
      assert.ok(connection);
      connection.onData = (bytes) => {
        heard.push(Buffer.from(bytes).toString('latin1'));
        if (heard.length === 2) resolve();
      };
    });
    client.send('text');
    client.send(Buffer.from([0xff, 0x00]));
    await both;
    assert.deepEqual(heard, ['text', '\u00ff\u0000']);
    const kinds: boolean[] = [];
    const sent = new Promise<void>((resolve) => {
      client.on('message', (_data, isBinary) => {
        kinds.push(isBinary);
        if (kinds.length === 2) resolve();
      });
    });
    accepted[0]?.write(Buffer.from('SIP/2.0 200 Schöne Grüße'));
    accepted[0]?.write(Buffer.from([0xff]));
    await sent;
    assert.deepEqual(kinds, [false, true]);
  });

  it('puts the pieces of a message together', async () => {
    await serve();
    const client = await open();
    const heard = new Promise<string>((resolve) => {
      const connection = accepted[0];
      assert.ok(connection);
      connection.onData = (bytes) => resolve(Buffer.from(bytes).toString());
    });
    client.send('OPT', { fin: false });
    client.ping();
    client.send('IONS', { fin: true });
    assert.equal(await heard, 'OPTIONS');
  });

  for (const [what, misbehave, code] of [
    ['a message beyond 64 KiB', (client: WebSocket) => client.send('x'.repeat(65_537)), 1009],
    [
      'text that is no UTF-8',
      (client: WebSocket) => client.send(Buffer.from([0xc3, 0x28]), { binary: false }),
      1007,
    ],
    [
      'a message in too many pieces',
      (client: WebSocket) => {
        for (let piece = 0; piece <= 256; piece++) client.send('x', { fin: false });
      },
      1008,
    ],
  ] as const) {
    it(`ends with ${code} after ${what}`, async () => {
      await serve();
      const client = await open();
      const closed = once(client, 'close');
      misbehave(client);
      const [seen] = (await closed) as [number];
      assert.equal(seen, code);
    });
  }

  it('of 64 KiB passes', async () => {
    await serve();
    const client = await open();
    const heard = new Promise<number>((resolve) => {
      const connection = accepted[0];
      assert.ok(connection);
      connection.onData = (bytes) => resolve(bytes.length);
    });
    client.send('x'.repeat(65_536));
    assert.equal(await heard, 65_536);
  });

  it('ends when a frame is not masked', async () => {
    await serve();
    const socket = connect(port, '127.0.0.1');
    clients.push(socket);
    const lines = Object.entries({ host: 'club.example', ...HANDSHAKE }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    socket.write(`GET /sip HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    await once(socket, 'data');
    const answer = once(socket, 'data');
    socket.write(Buffer.from([0x81, 0x01, 0x41]));
    const [frame] = (await answer) as [Buffer];
    assert.equal(frame[0], 0x88, 'a close frame');
    assert.equal(frame.readUInt16BE(2), 1002);
  });

  it('asks for a sign of life and tells of the answer', async () => {
    await serve();
    await open();
    const [connection] = accepted;
    assert.ok(connection);
    const answered = new Promise<void>((resolve) => {
      connection.onPong = resolve;
    });
    connection.ping();
    await answered;
  });

  it('tells the owner once when it is over, whoever ends it', async () => {
    await serve();
    for (const end of ['client', 'destroy', 'end'] as const) {
      const client = await open();
      const connection = accepted.at(-1);
      assert.ok(connection);
      let times = 0;
      const closed = new Promise<void>((resolve) => {
        connection.onClose = () => {
          times++;
          resolve();
        };
      });
      const gone = once(client, 'close');
      if (end === 'client') client.terminate();
      else connection[end]();
      await Promise.all([closed, gone]);
      connection.destroy();
      connection.write(Buffer.from('nobody hears this'));
      connection.ping();
      assert.equal(times, 1, end);
    }
  });
});
