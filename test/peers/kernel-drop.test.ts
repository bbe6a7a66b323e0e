/** The kernel drops what banned addresses send to the SIP ports, in a network namespace of its own. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SILENT_LOG } from '../../src/base/log.ts';
import { NftBanSets } from '../../src/platform/nft-ban-sets.ts';
import { Program, runProgram } from './programs.ts';
import { until } from './waiting.ts';

const NAMESPACE = `hamvoip-${process.pid}`;
const SIP = 15060;
const OTHER = 15070;

/** Prints every datagram as `port source`. */
const LISTENER = `
const { createSocket } = require('node:dgram');
for (const [type, address] of [['udp4', '0.0.0.0'], ['udp6', '::1']])
  for (const port of [${SIP}, ${OTHER}])
    createSocket({ type, ipv6Only: type === 'udp6' })
      .on('message', (_bytes, from) => console.log(port + ' ' + from.address))
      .bind(port, address, () => console.log('listening ' + type + ' ' + port));
`;

function sender(from: string, to: string, port: number): string {
  const type = from.includes(':') ? 'udp6' : 'udp4';
  return `
    const socket = require('node:dgram').createSocket('${type}');
    socket.bind(0, '${from}', () => socket.send('x', ${port}, '${to}', () => socket.close()));`;
}

async function inNamespace(...command: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runProgram('ip', ['netns', 'exec', NAMESPACE, ...command]);
  assert.equal(code, 0, stderr);
  return stdout;
}

describe('the kernel drop', () => {
  let listener: Program;
  let sets: NftBanSets;

  const arrives = async (from: string, to: string, port: number): Promise<boolean> => {
    const before = listener.output.length;
    await inNamespace(process.execPath, '-e', sender(from, to, port));
    const expected = `${port} ${from}\n`;
    await until(expected, async () => listener.output.slice(before).includes(expected), 1_500).catch(
      () => {},
    );
    return listener.output.slice(before).includes(expected);
  };

  before(async () => {
    const made = await runProgram('ip', ['netns', 'add', NAMESPACE]);
    assert.equal(made.code, 0, made.stderr);
    await inNamespace('ip', 'link', 'set', 'lo', 'up');
    listener = new Program('ip', ['netns', 'exec', NAMESPACE, process.execPath, '-e', LISTENER]);
    await until('the listener listens', async () => listener.output.split('listening').length === 5);
    sets = new NftBanSets({
      sipPorts: [SIP],
      log: SILENT_LOG,
      command: ['ip', 'netns', 'exec', NAMESPACE, 'nft'],
    });
    await sets.settled();
  });

  after(async () => {
    listener?.kill('SIGKILL');
    await listener?.ended();
    await runProgram('ip', ['netns', 'delete', NAMESPACE]);
  });

  it('drops a banned address at the SIP port only, and nobody else', async () => {
    assert.ok(await arrives('127.0.0.2', '127.0.0.1', SIP));
    sets.drop('127.0.0.2', 3_600_000);
    await sets.settled();
    assert.equal(await arrives('127.0.0.2', '127.0.0.1', SIP), false);
    assert.ok(await arrives('127.0.0.2', '127.0.0.1', OTHER), 'sound and web go on');
    assert.ok(await arrives('127.0.0.3', '127.0.0.1', SIP));
  });

  it('drops a banned IPv6 subscriber', async () => {
    sets.drop('0:0:0:0::/64', 3_600_000);
    await sets.settled();
    assert.equal(await arrives('::1', '::1', SIP), false);
    sets.pass('0:0:0:0::/64');
    await sets.settled();
    assert.ok(await arrives('::1', '::1', SIP));
  });

  it('gives the kernel the remaining time, the newest one', async () => {
    sets.drop('127.0.0.4', 3_600_000);
    sets.drop('127.0.0.4', 60_000);
    await sets.settled();
    const listed = await inNamespace('nft', 'list', 'set', 'inet', 'hamvoip', 'ban4');
    assert.match(listed, /127\.0\.0\.4 timeout 1m /);
  });

  it('lets an address pass again when its ban is lifted, or was never there', async () => {
    sets.pass('127.0.0.2');
    sets.pass('127.0.0.9');
    await sets.settled();
    assert.ok(await arrives('127.0.0.2', '127.0.0.1', SIP));
  });

  it('leaves nothing in the kernel when the exchange ends', async () => {
    await sets.close();
    assert.equal((await inNamespace('nft', 'list', 'tables')).trim(), '');
  });

  it('a missing nft is told once and harms nothing', async () => {
    const warnings: string[] = [];
    const log = { ...SILENT_LOG, warn: (message: string) => void warnings.push(message) };
    const broken = new NftBanSets({ sipPorts: [SIP], log, command: ['/nonexistent/nft'] });
    broken.drop('127.0.0.2', 1_000);
    broken.pass('127.0.0.2');
    await broken.close();
    assert.equal(warnings.length, 1);
  });
});
