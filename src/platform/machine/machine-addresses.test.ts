import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { MachineAddresses } from './machine-addresses.ts';
import { type Interfaces, mainAddress } from './main-address.ts';

function entry(cidr: string, internal = false) {
  const address = cidr.split('/')[0] ?? '';
  return { address, cidr, internal, family: address.includes(':') ? 'IPv6' : 'IPv4' };
}

const LOOPBACK = [entry('127.0.0.1/8', true), entry('::1/128', true)];
const HOME: Interfaces = {
  lo: LOOPBACK,
  eth0: [entry('fe80::1/64'), entry('2001:db8::7/64'), entry('192.0.2.7/24')],
  vpn: [entry('10.9.0.1/16')],
};

describe('mainAddress', () => {
  it('is the first IPv4 address that others know', () => {
    assert.equal(mainAddress(HOME), '192.0.2.7');
  });

  it('is an IPv6 address where there is no IPv4, but never a link-local one', () => {
    assert.equal(
      mainAddress({ lo: LOOPBACK, eth0: [entry('fe80::1/64'), entry('2001:db8::7/64')] }),
      '2001:db8::7',
    );
  });

  it('is 127.0.0.1 without a network', () => {
    assert.equal(
      mainAddress({ lo: LOOPBACK, eth0: [entry('169.254.1.2/16'), entry('fe80::1/64')] }),
      '127.0.0.1',
    );
    assert.equal(mainAddress({}), '127.0.0.1');
  });
});

const ANY = ['0.0.0.0', '::'];
const NO_PUBLIC = { ipv4: undefined, ipv6: undefined };

function machine(
  bind: readonly string[],
  publicAddress: { ipv4: string | undefined; ipv6: string | undefined },
) {
  return new MachineAddresses({ clock: new FakeClock(), bind, publicAddress, interfaces: () => HOME });
}

describe('MachineAddresses', () => {
  it('gives a phone in one of its networks the address in that network', () => {
    const addresses = machine(ANY, NO_PUBLIC);
    assert.equal(addresses.toward({ family: 'ipv4', address: '10.9.3.4' }), '10.9.0.1');
    assert.equal(addresses.toward({ family: 'ipv4', address: '192.0.2.200' }), '192.0.2.7');
    assert.equal(addresses.toward({ family: 'ipv4', address: '127.0.0.9' }), '127.0.0.1');
    assert.equal(addresses.toward({ family: 'ipv6', address: '2001:db8::99' }), '2001:db8::7');
  });

  it('gives everyone else the main address of the family', () => {
    const addresses = machine(ANY, NO_PUBLIC);
    assert.equal(addresses.toward({ family: 'ipv4', address: '203.0.113.5' }), '192.0.2.7');
    assert.equal(addresses.toward({ family: 'ipv6', address: '2001:db8:f::1' }), '2001:db8::7');
  });

  it('gives strangers the public address, and neighbours still the one nearby', () => {
    const addresses = machine(ANY, { ipv4: '198.51.100.1', ipv6: undefined });
    assert.equal(addresses.toward({ family: 'ipv4', address: '203.0.113.5' }), '198.51.100.1');
    assert.equal(addresses.toward({ family: 'ipv4', address: '192.168.4.4' }), '192.0.2.7');
    assert.equal(addresses.toward({ family: 'ipv4', address: '10.9.3.4' }), '10.9.0.1');
  });

  it('gives only addresses that are listened on', () => {
    const addresses = machine(['127.0.0.5'], NO_PUBLIC);
    assert.equal(addresses.toward({ family: 'ipv4', address: '127.0.0.9' }), '127.0.0.5');
    assert.equal(addresses.toward({ family: 'ipv4', address: '10.9.3.4' }), '127.0.0.5');
  });

  it('knows its own addresses as hosts in a URI', () => {
    const addresses = machine(ANY, { ipv4: '198.51.100.1', ipv6: undefined });
    for (const host of ['192.0.2.7', '[2001:DB8::7]', '127.0.0.1', '198.51.100.1', 'localhost']) {
      assert.equal(addresses.isOurs(host), true, host);
    }
    for (const host of ['192.0.2.8', 'example.org', '']) assert.equal(addresses.isOurs(host), false, host);
  });

  it('knows every loopback address when it listens on all, and only its own when it does not', () => {
    assert.equal(machine(ANY, NO_PUBLIC).isOurs('127.0.0.5'), true);
    assert.equal(machine(ANY, NO_PUBLIC).isOurs('127.0.0.5.example'), false);
    const one = machine(['127.0.0.5'], NO_PUBLIC);
    assert.deepEqual([one.isOurs('127.0.0.5'), one.isOurs('127.0.0.9')], [true, false]);
  });

  it('notices a new address', async () => {
    const clock = new FakeClock();
    let current: Interfaces = { lo: LOOPBACK };
    const addresses = new MachineAddresses({
      clock,
      bind: ANY,
      publicAddress: NO_PUBLIC,
      interfaces: () => current,
    });
    assert.equal(addresses.toward({ family: 'ipv4', address: '203.0.113.5' }), '127.0.0.1');
    current = HOME;
    await clock.advance(10_000);
    assert.equal(addresses.toward({ family: 'ipv4', address: '203.0.113.5' }), '192.0.2.7');
  });
});
