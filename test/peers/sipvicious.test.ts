/** SIPVicious, the scanner everybody on the internet meets: it learns nothing and gets three passwords evaluated. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { NodeClock } from '../../src/platform/node-clock.ts';
import { NodeRandom } from '../../src/platform/node-random.ts';
import { Phone } from '../../testkit/phone.ts';
import { RealNetwork } from '../../testkit/real-network.ts';
import { Installation, SIP_PORT } from './installation.ts';
import { runProgram } from './programs.ts';
import { until } from './waiting.ts';

const PASSWORD = 'correct4horse';
/** As long as a real scan: svcrack does not wait for answers. */
const GUESSES = 400;

describe('SIPVicious', () => {
  let installation: Installation;
  let folder = '';
  let phone: Phone;

  const scan = async (name: string, ...args: readonly string[]): Promise<string> => {
    const { stdout, stderr } = await runProgram(name, [...args, '-p', `${SIP_PORT}`, '127.0.0.1']);
    return stdout + stderr;
  };
  /** Passwords that were looked at in vain. */
  const evaluated = async (): Promise<number> => {
    const of = (result: string) =>
      installation.metric('hamvoip_auth_evaluations_total', `result="${result}"`);
    return (await of('wrong-password')) + (await of('unknown-user'));
  };
  const register = async (withinMs: number): Promise<number | undefined> => {
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, withinMs, undefined).unref());
    return (await Promise.race([phone.register(), late]))?.status;
  };

  before(async () => {
    installation = await Installation.create({ settings: { HAMVOIP_LIMITS: 'off' } });
    await installation.start();
    folder = await mkdtemp(join(tmpdir(), 'hamvoip-scan-'));
    for (const number of ['301', '302']) {
      const account = ['--callsign', 'PX0AAA', '--name', 'Holder', '--password', PASSWORD];
      await installation.hamvoip('extension', 'add', number, ...account);
    }
    phone = await Phone.start({
      network: new RealNetwork(),
      clock: new NodeClock(),
      random: new NodeRandom(),
      exchange: { family: 'ipv4', address: '127.0.0.1', port: SIP_PORT },
      address: '127.0.0.1',
      port: 16_380,
      transport: 'UDP',
      number: '302',
      password: PASSWORD,
      domain: '127.0.0.1',
    });
    assert.equal(await register(5_000), 200);
  });

  after(async () => {
    phone?.close();
    await installation?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('svmap learns that something answers, and not what', async () => {
    const seen = await scan('svmap');
    assert.match(seen, /127\.0\.0\.1:\d+ +\| unknown/);
    assert.doesNotMatch(seen, /hamvoip/i);
  });

  it('svwar sees no difference between extensions that exist and those that do not', async () => {
    for (const method of ['REGISTER', 'INVITE', 'OPTIONS']) {
      for (const force of [[], ['--force']]) {
        const seen = await scan('svwar', '-m', method, '-e', '299-304', ...force);
        assert.deepEqual(verdictsIn(seen), [], `${method} ${force}`);
      }
    }
    assert.equal(await evaluated(), 0);
  });

  it('svcrack gets exactly three passwords evaluated and never finds the fourth', async () => {
    const guesses = Array.from({ length: GUESSES }, (_, index) => `guess${index}`);
    guesses[3] = PASSWORD;
    const dictionary = join(folder, 'dictionary.txt');
    await writeFile(dictionary, `${guesses.join('\n')}\n`);
    const seen = await scan('svcrack', '-u', '301', '-d', dictionary);
    assert.ok(!seen.includes(PASSWORD), seen);
    assert.equal(await evaluated(), 3);
    assert.equal(await installation.metric('hamvoip_bans_active'), 1);
  });

  it('from the banned address nothing is answered, but for the phone that was registered', async () => {
    assert.doesNotMatch(await scan('svmap'), /unknown/);
    assert.equal(await register(2_000), 200);
  });

  it('a lift works within a second', async () => {
    await installation.hamvoip('ban', 'lift', '127.0.0.1');
    const liftedAt = performance.now();
    await until('svmap is answered', async () => /unknown/.test(await scan('svmap')), 5_000);
    assert.equal(await register(1_000), 200);
    assert.ok(performance.now() - liftedAt < 30_000);
  });
});

/** What svwar says of each number it found. */
function verdictsIn(seen: string): readonly string[] {
  return [...seen.matchAll(/\| *(?:29|30)\d *\| *(\S+)/g)].map(([, verdict]) => verdict ?? '');
}
