import { type Random, randomToken } from '../base/random.ts';
import { fail, ok } from '../base/result.ts';
import { type Network, SocketError } from '../base/sockets.ts';
import { DEMO_HOST, type DemoTool } from '../cli/demo-tool.ts';
import { DemoClub } from '../demo/demo-club.ts';
import { makeThrowAwayFolder } from '../platform/files/throw-away-folder.ts';
import { NodeClock } from '../platform/node-clock.ts';
import { NodeRandom } from '../platform/node-random.ts';
import { NodeNetwork } from '../platform/sockets/node-network.ts';
import { WebSession } from '../platform/web-session.ts';
import { API_PREFIX } from '../web/contract.ts';

/** Below the ports the system gives away by itself. */
const SOUND = { from: 20_000, blocks: 30, ports: 400 };
const ATTEMPTS = 8;
/** 100 bits. */
const SECRET_LETTERS = 20;

export function demoTool(): DemoTool {
  const network = new NodeNetwork();
  const clock = new NodeClock();
  const random = new NodeRandom();
  return {
    async findPlace() {
      const sipPort = await freePort(network);
      const httpPort = await freePort(network);
      const radioPort = await freePort(network);
      const first = await freeBlock(network, random);
      if (sipPort === undefined || httpPort === undefined || radioPort === undefined || first === undefined)
        return fail(`${DEMO_HOST}: no free ports`);
      const { path, remove } = await makeThrowAwayFolder('hamvoip-demo');
      return ok({
        folder: path,
        sipPort,
        httpPort,
        radioPort,
        rtpPorts: { first, last: first + SOUND.ports - 1 },
        remove,
      });
    },
    secret: () => randomToken(random, SECRET_LETTERS),
    nowMs: () => clock.wallTime(),
    openSession: (httpPort, login) => WebSession.open(`http://${DEMO_HOST}:${httpPort}${API_PREFIX}`, login),
    phones(sipPort, members) {
      const exchange = { family: 'ipv4', address: DEMO_HOST, port: sipPort } as const;
      return new DemoClub({ network, clock, random, exchange, members });
    },
  };
}

/** Free for UDP and for TCP. */
async function freePort(network: Network): Promise<number | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const listener = await network.listenStream(
      { address: DEMO_HOST, port: 0 },
      () => false,
      () => {},
    );
    const { port } = listener.local;
    const isFree = await isFreeForDatagrams(network, port);
    listener.close();
    if (isFree) return port;
  }
  return undefined;
}

async function freeBlock(network: Network, random: Random): Promise<number | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const first = SOUND.from + random.integer(SOUND.blocks) * SOUND.ports;
    let free = 0;
    while (free < SOUND.ports && (await isFreeForDatagrams(network, first + free))) free++;
    if (free === SOUND.ports) return first;
  }
  return undefined;
}

async function isFreeForDatagrams(network: Network, port: number): Promise<boolean> {
  try {
    (await network.bindDatagram({ address: DEMO_HOST, port }, () => {})).close();
    return true;
  } catch (error) {
    if (error instanceof SocketError) return false;
    throw error;
  }
}
