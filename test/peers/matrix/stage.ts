import assert from 'node:assert/strict';
import { NodeClock } from '../../../src/platform/node-clock.ts';
import { NodeRandom } from '../../../src/platform/node-random.ts';
import { Phone } from '../../../testkit/phone.ts';
import type { PhoneCall } from '../../../testkit/phone-call.ts';
import type { Personality } from '../../../testkit/phone-personality.ts';
import { RealNetwork } from '../../../testkit/real-network.ts';
import type { Installation } from '../installation.ts';
import type { User } from '../users.ts';
import { until } from '../waiting.ts';
import type { Peer, Transport } from './peer.ts';

/** One program at the exchange, and two scripted phones that it has to do with. */
export interface Stage {
  readonly installation: Installation;
  readonly peer: Peer;
  readonly transport: Transport;
  readonly a: Phone;
  readonly b: Phone;
}

const clock = new NodeClock();
const random = new NodeRandom();

/** A scripted phone, registered over UDP from an address of its own. */
export async function scriptedPhone(
  installation: Installation,
  user: User,
  where: { readonly address: string; readonly port: number },
  personality: Partial<Personality> = {},
): Promise<Phone> {
  const phone = await Phone.start({
    network: new RealNetwork(),
    clock,
    random,
    exchange: { family: 'ipv4', address: '127.0.0.1', port: installation.sipPort },
    ...where,
    transport: 'UDP',
    number: user.number,
    password: user.password,
    domain: '127.0.0.1',
    personality,
  });
  assert.equal((await phone.register()).status, 200);
  return phone;
}

/** Waits until the phone is called, and gives that call. */
export async function called(phone: Phone): Promise<PhoneCall> {
  await until(`${phone.number} rings`, () => phone.isCalled && phone.incoming.state === 'ringing');
  return phone.incoming;
}

export async function ended(call: PhoneCall): Promise<void> {
  await until(`the call of ${call.phone.number} ends`, () => call.state === 'ended');
}

/** The program calls a scripted phone, which answers. */
export async function talking({ peer }: Pick<Stage, 'peer'>, phone: Phone): Promise<PhoneCall> {
  await peer.dial(phone.number);
  const call = await called(phone);
  await peer.facts.next('alerting');
  await call.answer();
  await peer.facts.next('connected');
  await until('the answer is acknowledged', () => call.acknowledged);
  return call;
}

/** Two scripted phones hear each other. */
export async function assertTalk(one: PhoneCall, other: PhoneCall): Promise<void> {
  one.media?.startTone(1000);
  other.media?.startTone(1700);
  await until(
    `${one.phone.number} and ${other.phone.number} hear each other`,
    () => one.media?.hears(1700) === true && other.media?.hears(1000) === true,
  );
}
