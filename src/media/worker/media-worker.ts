/** Entry of a media thread: an engine that takes orders from the main thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { BugError } from '../../base/bug-error.ts';
import { MediaEngine } from '../media-engine.ts';
import type { StreamFact } from '../media-plane.ts';
import type { MediaRadio } from '../radio/radio-plan.ts';
import type { EngineStream } from '../stream/stream.ts';
import { loadPlatform } from './worker-platform.ts';
import type { MediaNews, MediaOrder, MediaWorkerData } from './worker-protocol.ts';

const port = parentPort;
if (!port) throw new BugError('the media worker is not a program of its own');

const { platformModule, addresses, prompts } = workerData as MediaWorkerData;
const { network, clock, random, loadOpus } = await loadPlatform(platformModule);

const streams = new Map<number, EngineStream>();
const radios = new Map<number, MediaRadio>();
const numbers = new Map<EngineStream, number>();
let news: MediaNews[] = [];
let facts: { stream: number; fact: StreamFact }[] = [];

const engine = new MediaEngine({
  network,
  clock,
  random,
  addresses,
  prompts,
  loadOpus,
  onReleased: (released) => {
    tell({ kind: 'released', streams: released.flatMap((stream) => numbers.get(stream) ?? []) });
    for (const stream of released) numbers.delete(stream);
    report();
  },
  onSecond: report,
  onException: (error) => tell({ kind: 'exception', error }),
});

port.on('message', (orders: readonly MediaOrder[]) => {
  for (const order of orders) {
    try {
      obey(order);
    } catch (error) {
      tell({ kind: 'exception', error });
    }
  }
});
tell({ kind: 'ready' });

function tell(one: MediaNews): void {
  news.push(one);
  if (news.length === 1) queueMicrotask(flush);
}

function flush(): void {
  const told = news;
  news = [];
  port?.postMessage(told);
}

function report(): void {
  tell({ kind: 'report', totals: engine.totals, facts });
  facts = [];
}

function obey(order: MediaOrder): void {
  switch (order.kind) {
    case 'open':
      if (order.isWarm) enter(order.stream, engine.openBound(order.family, order.port));
      else void open(order);
      return;
    case 'unbind':
      for (const port of order.ports) engine.unbind(order.family, port);
      tell({ ...order, kind: 'unbound' });
      return;
    case 'open-radio': {
      const { radio } = order;
      radios.set(
        radio,
        engine.openRadio(order.plan, (fact) => tell({ kind: 'radio', radio, fact })),
      );
      return;
    }
    case 'close-radio':
      radios.get(order.radio)?.close();
      radios.delete(order.radio);
      return;
    case 'set-prompt':
      engine.prompts.put(order.prompt, order.file);
      return;
    default:
      instruct(order);
  }
}

function instruct(order: Extract<MediaOrder, { stream: number }>): void {
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
      stream.join(order.conference, order.options);
      break;
    case 'set-muted':
      stream.setMuted(order.muted);
      break;
    case 'set-volume':
      stream.setVolume(order.volume);
      break;
    case 'set-on-air':
      stream.setOnAir(order.onAir);
      break;
    case 'play':
      stream.play(order.tone);
      break;
    case 'say':
      stream.say(order.prompt);
      break;
    case 'press-key':
      stream.pressKey(order.digit, order.durationMs);
      break;
    case 'say-recording':
      stream.sayRecording(order.sound, order.gainDb);
      break;
    case 'record':
      stream.record(order.limits);
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
  let stream: EngineStream | undefined;
  try {
    stream = await engine.open(order.family, order.port);
    if (stream) enter(order.stream, stream);
  } catch (error) {
    tell({ kind: 'exception', error });
  }
  tell({ kind: 'opened', stream: order.stream, bound: stream !== undefined });
}

function enter(number: number, stream: EngineStream | undefined): void {
  if (!stream) throw new BugError('a pair of ports that is not kept');
  streams.set(number, stream);
  numbers.set(stream, number);
  stream.onFact = listenerOf(number);
}

function listenerOf(number: number): EngineStream['onFact'] {
  return (fact) => {
    if (fact.kind === 'statistics' || fact.kind === 'silent') facts.push({ stream: number, fact });
    else tell({ kind: 'fact', stream: number, fact });
  };
}
