import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Destination } from './destination.ts';

const PUBLIC = '192.0.2.10';

function aimed(
  announced: { address: string; port: number; rtcpPort?: number },
  signallingAddress = PUBLIC,
): Destination {
  const destination = new Destination(announced.address.includes(':') ? 'ipv6' : 'ipv4', () => true);
  destination.announce({ announced, signallingAddress });
  return destination;
}

function sendable(destination: Destination, attempts = 500): number {
  let count = 0;
  for (let i = 0; i < attempts; i++) if (destination.take()) count++;
  return count;
}

test('an address that has not sent gets fifty packets, RTCP counted', () => {
  const destination = aimed({ address: PUBLIC, port: 4000 });
  assert.equal(destination.takeRtcp()?.port, 4001);
  assert.equal(sendable(destination), 49);
  assert.equal(destination.takeRtcp(), undefined);
});

test('an address that has sent gets all', () => {
  const destination = aimed({ address: PUBLIC, port: 4000 });
  destination.learn(PUBLIC, 4000);
  assert.equal(sendable(destination), 500);
});

test('re-INVITEs to and fro give a third party no second helping', () => {
  const destination = aimed({ address: '203.0.113.1', port: 4000 });
  let total = 0;
  for (let i = 0; i < 40; i++) {
    const address = i % 2 === 0 ? '203.0.113.1' : '203.0.113.2';
    destination.announce({ announced: { address, port: 4000 + 2 * i }, signallingAddress: PUBLIC });
    total += sendable(destination);
  }
  assert.equal(total, 100);
});

test('who names many addresses gets nothing for most of them', () => {
  const destination = aimed({ address: '203.0.113.1', port: 4000 });
  let total = sendable(destination);
  for (let i = 2; i < 200; i++) {
    const announced = { address: `203.0.113.${i}`, port: 4000 };
    destination.announce({ announced, signallingAddress: PUBLIC });
    total += sendable(destination);
  }
  assert.ok(total <= 450, `${total} packets`);
});

test('nothing is sent where no phone can be', () => {
  const bad = [
    '224.0.0.1',
    '239.1.2.3',
    '255.255.255.255',
    '0.0.0.0',
    '240.0.0.1',
    'ff02::1',
    '::',
    'phone.example',
  ];
  for (const address of bad) assert.equal(aimed({ address, port: 4000 }).take(), undefined, address);
  for (const port of [0, 53, 1023, 70_000]) assert.equal(aimed({ address: PUBLIC, port }).take(), undefined);
});

test('a private, loopback or link-local address is replaced by the signalling address', () => {
  for (const address of ['10.1.2.3', '172.31.0.1', '192.168.0.9', '127.0.0.1', '169.254.1.1', '100.64.0.1']) {
    const place = aimed({ address, port: 4000 }).take();
    assert.deepEqual([place?.address, place?.port], [PUBLIC, 4000], address);
  }
  for (const address of ['fe80::1', 'fd00::1', '::1']) {
    assert.equal(aimed({ address, port: 4000 }, '2001:db8::1').take()?.address, '2001:db8::1', address);
  }
});

test('a private address is used when the phone signals from such a one', () => {
  assert.equal(aimed({ address: '10.1.2.3', port: 4000 }, '192.168.7.7').take()?.address, '10.1.2.3');
  assert.equal(aimed({ address: '127.0.0.1', port: 4000 }, '127.0.0.1').take()?.address, '127.0.0.1');
  assert.equal(aimed({ address: '127.0.0.1', port: 4000 }, '192.168.7.7').take()?.address, '192.168.7.7');
});

test('an address of our own is not aimed at for a phone from elsewhere', () => {
  const destination = new Destination('ipv4', (place) => place.address !== '198.51.100.1');
  destination.announce({ announced: { address: '198.51.100.1', port: 5060 }, signallingAddress: PUBLIC });
  assert.equal(destination.take(), undefined);
});

test('RTCP goes to the announced port, or to where it comes from', () => {
  const destination = aimed({ address: PUBLIC, port: 4000, rtcpPort: 4777 });
  assert.equal(destination.takeRtcp()?.port, 4777);
  destination.learn(PUBLIC, 61_000);
  assert.equal(destination.takeRtcp()?.port, 61_001);
  destination.learnRtcp({ family: 'ipv4', address: PUBLIC, port: 61_777 });
  assert.equal(destination.takeRtcp()?.port, 61_777);
});
