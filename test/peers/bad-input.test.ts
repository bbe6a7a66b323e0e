/** What people, strangers and disks do wrong, and that the exchange says so and goes on. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { Baresip } from './baresip.ts';
import { assertHears } from './hearing.ts';
import { Installation, SIP_PORT } from './installation.ts';
import { runProgram } from './programs.ts';
import { RegisteringClient } from './registering-client.ts';
import { SmallDisk } from './small-disk.ts';
import { sendOverTcp, sendOverUdp, type TortureMessage, tortureMessages } from './torture.ts';
import { importUsers } from './users.ts';
import { until } from './waiting.ts';

/** EX_CONFIG of sysexits(3). */
const BAD_SETTINGS = 78;

describe('a start that cannot succeed', () => {
  let installation: Installation;

  before(async () => {
    installation = await Installation.create();
  });

  after(() => installation?.remove());

  it('a UDP port in use ends it with a clear message and nothing half started', async () => {
    const other = createSocket('udp4');
    other.bind(SIP_PORT, '127.0.0.1');
    await once(other, 'listening');
    try {
      await assertRefuses(`udp 127.0.0.1:${SIP_PORT}`);
    } finally {
      other.close();
    }
  });

  it('so does a TCP port in use, for SIP and for the web', async () => {
    for (const [port, what] of [
      [SIP_PORT, `tcp 127.0.0.1:${SIP_PORT}`],
      [installation.httpPort, `http 127.0.0.1:${installation.httpPort}`],
    ] as const) {
      const other = createServer();
      other.listen(port, '127.0.0.1');
      await once(other, 'listening');
      try {
        await assertRefuses(what);
      } finally {
        other.close();
      }
    }
  });

  const wrong = [
    { args: ['--sip-port', '99999'], names: [/sip-port/, /99999/, /0 \(off\) to 65535/] },
    { args: ['--ban', '3'], names: [/ban/, /"?3"?/, /3\/300\/3600/] },
  ];
  for (const { args, names } of wrong) {
    it(`the setting ${args.join(' ')} ends it with one line that says what is allowed`, async () => {
      assertIsOneLine(await installation.run('start', ...args), names);
    });
  }

  it('so does an unknown key in the environment', async () => {
    const other = await Installation.create({ settings: { HAMVOIP_SIP_PROT: '21061' } });
    assertIsOneLine(await other.run('start'), [/HAMVOIP_SIP_PROT|sip-prot/]);
    await other.remove();
  });

  it('so does an unknown key in the file', async () => {
    const file = join(installation.data, 'hamvoip.toml');
    await writeFile(file, 'sip-port = 21060\nspi-port = 21061\n');
    assertIsOneLine(await installation.run('start'), [/spi-port/]);
    await rm(file);
  });

  async function assertRefuses(what: string): Promise<void> {
    const { code, stdout, stderr } = await installation.run('start');
    assert.equal(code, 1, stdout + stderr);
    assert.match(stderr, /^\S* ?The exchange cannot use a port\.\n/m);
    assert.ok(stderr.includes(what), `${stderr} must name ${what}`);
    assert.doesNotMatch(stderr, / at .*\.ts:\d+/);
    assert.doesNotMatch(stdout, /ready in/);
  }

  function assertIsOneLine(
    { code, stdout, stderr }: { code: number; stdout: string; stderr: string },
    names: readonly RegExp[],
  ): void {
    assert.equal(code, BAD_SETTINGS, stdout + stderr);
    assert.equal(stdout, '');
    assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
    for (const name of names) assert.match(stderr, name);
  }
});

describe('malformed messages', () => {
  let installation: Installation;

  before(async () => {
    installation = await Installation.create({ settings: { HAMVOIP_LIMITS: 'off' } });
    await installation.start();
  });

  after(() => installation?.remove());

  for (const [transport, send] of [
    ['UDP', sendOverUdp],
    ['TCP', sendOverTcp],
  ] as const) {
    it(`all of RFC 4475 over ${transport} get their status or silence`, async () => {
      const wrong: string[] = [];
      for (const message of await tortureMessages()) {
        const status = await send(message);
        if (!isAcceptable(message, status)) wrong.push(`${message.file}: ${status ?? 'silence'}`);
      }
      assert.deepEqual(wrong, []);
    });
  }

  it('leave the exchange as it was', async () => {
    assert.equal((await installation.health()).status, 200);
    assert.equal(await installation.metric('hamvoip_handler_exceptions_total'), 0);
    assert.equal(await installation.metric('hamvoip_registrations_active'), 0);
    assert.equal(await installation.metric('hamvoip_dialogs'), 0);
  });
});

function isAcceptable(message: TortureMessage, status: number | undefined): boolean {
  return status === undefined ? message.silenceAcceptable : message.acceptable.includes(status);
}

describe('a full disk', () => {
  let disk: SmallDisk;
  let installation: Installation;
  let client: RegisteringClient;
  const phones: Baresip[] = [];

  before(async () => {
    disk = await SmallDisk.mount();
    installation = await Installation.create({ data: disk.folder, settings: { HAMVOIP_LIMITS: 'off' } });
    await installation.start();
    client = await RegisteringClient.open(await importUsers(installation, 100));
    for (const [number, port, toneHz] of [
      ['301', 21100, 440],
      ['302', 21200, 1000],
    ] as const) {
      const password = await installation.addExtension(number);
      phones.push(await Baresip.start({ number, password, port, toneHz }));
    }
  });

  after(async () => {
    client?.close();
    for (const phone of phones) await phone.remove();
    await installation?.stop();
    await disk?.unmount();
  });

  it('is reported, while registrations and calls go on', async () => {
    await until('/healthz is content', isContent);
    await disk.fill();
    client.begin(200);
    await until('/healthz says that nothing can be stored', async () => {
      const { status, text } = await installation.health();
      return status === 503 && isFailing(text, 'store') && isFailing(text, 'disk');
    });
    const before = client.acknowledged.size;
    await until('registrations go on', () => client.acknowledged.size > before + 100);
    client.pause();
    const [caller, callee] = phones;
    assert.ok(caller && callee);
    caller.dial('302');
    await callee.happened('CALL_ESTABLISHED');
    await assertHears('the caller', caller, { tones: [1000], notTones: [440] });
    caller.hangUp();
    await callee.happened('CALL_CLOSED');
  });

  it('makes commands that must store fail with a clear message', async () => {
    const added = await installation.run('extension', 'add', '303', '--callsign', 'PX0AAA', '--name', 'X');
    assert.equal(added.code, 1);
    assert.match(added.stderr, /The disk is full/);
    const shown = await installation.run('extension', 'show', '303');
    assert.equal(shown.code, 1);
  });

  it('is over by itself when there is room again, and what was promised meanwhile is stored', async () => {
    await disk.empty();
    await until('/healthz is content', isContent);
    await installation.kill();
    await installation.start();
    const listed = (await installation.hamvoip('extension', 'list')) as {
      registrations: { userAgent: string }[];
    }[];
    const there = new Set(listed.flatMap(({ registrations }) => registrations.map((one) => one.userAgent)));
    assert.ok(client.acknowledged.size > 100);
    assert.deepEqual(
      [...client.acknowledged].filter((phone) => !there.has(phone)),
      [],
    );
    await installation.addExtension('303');
  });

  async function isContent(): Promise<boolean> {
    return (await installation.health()).status === 200;
  }
});

function isFailing(health: string, check: string): boolean {
  const { checks } = JSON.parse(health) as { checks: Record<string, { status: string }> };
  return checks[check]?.status === 'fail';
}

describe('someone who tries passwords', () => {
  let installation: Installation;
  let folder = '';

  before(async () => {
    installation = await Installation.create();
    await installation.start();
    folder = await mkdtemp(join(tmpdir(), 'hamvoip-svcrack-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));
  after(() => installation?.remove());

  it('has three attempts: SIPVicious does not find the password that stands fourth', async () => {
    const password = 'fourth-in-line';
    const added = ['extension', 'add', '301', '--callsign', 'PX0AAA', '--name', 'X', '--password', password];
    await installation.hamvoip(...added);
    const dictionary = join(folder, 'words.txt');
    const words = ['first-try', 'second-try', 'third-try', password, 'fifth-try'];
    await writeFile(dictionary, `${words.join('\n')}\n`);
    const cracked = await runProgram(
      'svcrack',
      ['-u', '301', '-d', dictionary, '-p', `${SIP_PORT}`, '--maximumtime', '5', '127.0.0.1'],
      { cwd: folder, env: { ...process.env, HOME: folder } },
    );
    assert.ok(!`${cracked.stdout}${cracked.stderr}`.includes(password), cracked.stdout);
    assert.equal(await installation.metric('hamvoip_auth_evaluations_total', 'result="authentic"'), 0);
    assert.equal(await installation.metric('hamvoip_auth_evaluations_total', 'result="wrong-password"'), 3);
    assert.equal(await installation.metric('hamvoip_auth_evaluations_total'), 3);
    assert.equal(await installation.metric('hamvoip_bans_active'), 1);
    const bans = (await installation.hamvoip('ban', 'list')) as unknown[];
    assert.equal(bans.length, 1);
  });
});
