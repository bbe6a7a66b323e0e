/** Entry of a media thread: an engine that takes orders from the main thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { BugError } from '../base/bug-error.ts';
import { MediaEngine } from './media-engine.ts';
import type { StreamFact } from './media-plane.ts';
import type { EngineStream } from './stream.ts';
import { loadPlatform } from './worker-platform.ts';
import type { MediaNews, MediaOrder, MediaWorkerData } from './worker-protocol.ts';

const port = parentPort;
if (!port) throw new BugError('the media worker is not a program of its own');

const { platformModule, addresses, prompts } = workerData as MediaWorkerData;
const { network, clock, random } = await loadPlatform(platformModule);

const streams = new Map<number, EngineStream>();
const numbers = new Map<EngineStream, number>();
let facts: { stream: number; fact: StreamFact }[] = [];

const engine = new MediaEngine({
  network,
  clock,
  random,
  addresses,
  prompts,
  onReleased: (stream) => {
    const number = numbers.get(stream);
    if (number === undefined) return;
    numbers.delete(stream);
    tell({ kind: 'released', stream: number });
    report();
  },
  onSecond: report,
  onException: (error) => tell({ kind: 'exception', error }),
});

port.on('message', (order: MediaOrder) => {
  try {
    obey(order);
  } catch (error) {
    tell({ kind: 'exception', error });
  }
});
tell({ kind: 'ready' });

function tell(news: MediaNews): void {
  port?.postMessage(news);
}

function report(): void {
  tell({ kind: 'report', totals: engine.totals, facts });
  facts = [];
}

function obey(order: MediaOrder): void {
  if (order.kind === 'open') {
    void open(order);
    return;
  }
  if (order.kind === 'set-prompt') return engine.prompts.put(order.prompt, order.file);
  const stream = streams.get(order.stream);
  if (!stream) return;
  switch (order.kind) {
    case 'configure':
      stream.configure(order.plan);
      break;
    case 'relay': {
      const peer = streams.get(order.peer);
      if (peer) stream.relayTo(peer);
      break;
    }
    case 'echo':
      stream.echo();
      break;
    case 'join':
      stream.join(order.conference, order);
      break;
    case 'set-muted':
      stream.setMuted(order.muted);
      break;
    case 'play':
      stream.play(order.tone);
      break;
    case 'say':
      stream.say(order.prompt);
      break;
    case 'idle':
      stream.idle();
      break;
    case 'close':
      streams.delete(order.stream);
      stream.close();
      break;
  }
}

async function open(order: Extract<MediaOrder, { kind: 'open' }>): Promise<void> {
  let bound = false;
  try {
    const stream = await engine.open(order.family, order.port);
    if (stream) {
      bound = true;
      streams.set(order.stream, stream);
      numbers.set(stream, order.stream);
      stream.onFact = (fact) => {
        if (fact.kind === 'dtmf' || fact.kind === 'said') tell({ kind: 'fact', stream: order.stream, fact });
        else facts.push({ stream: order.stream, fact });
      };
    }
  } catch (error) {
    tell({ kind: 'exception', error });
  }
  tell({ kind: 'opened', stream: order.stream, bound });
}
